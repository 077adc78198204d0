package org.carotene.admingui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.TestClient;
import org.carotene.admingui.cluster.Traffic;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.NodeSummary.Condition;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profile.Colour;
import org.carotene.admingui.vm.PageId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every screen, used as an operator uses it, on a cluster of three real nodes with clients. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ScreensIT {
    private static final int CHANNELS = 50_000;

    @TempDir
    static Path folder;

    private static Nodes nodes;
    private static Traffic traffic;
    private static Window window;

    @BeforeAll
    static void openOnACluster() {
        nodes = new Nodes(folder);
        nodes.begin(1, "limits:\n  max_channels_per_connection: " + CHANNELS);
        nodes.begin(2, "");
        nodes.begin(3, "");
        for (int number = 1; number <= 3; number++) {
            nodes.awaitReady(number);
        }
        traffic = new Traffic(nodes, 12, 10, 1, 2, 3).start();
        window = Window.open(folder.resolve("home"));
        window.connect(nodes.profile("Test cluster"), Nodes.TOKEN);
    }

    @AfterAll
    static void close() {
        // What was never opened is null: the others must go all the same.
        if (window != null) {
            window.close();
        }
        if (traffic != null) {
            traffic.close();
        }
        nodes.close();
    }

    @BeforeEach
    void closeWhatIsOpen() {
        window.run(() -> window.workspace().session().locked().set(false));
    }

    @AfterEach
    void nothingUncaught() {
        assertThat(window.failures()).isEmpty();
    }

    @Test
    void overview_threeNodes_figuresAndTopology() {
        window.click("go-page.overview");

        window.until("three nodes", () -> window.texts().contains("3 ready"));
        window.until("deliveries", () -> window.workspace().session().history().deliveries().length > 2);
        assertThat(window.find("topology-" + Nodes.name(3))).isNotNull();
        window.untilShown(words -> words.startsWith("Connected to carotene"));
        window.untilShown(words -> words.startsWith("Data ") && words.endsWith(" old"));
        assertThat(window.find("banner")).isNull();
    }

    @Test
    void palette_someLetters_goesThere() {
        window.click("go-page.overview");

        window.robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        window.until("palette", () -> window.find("palette") != null);
        window.robot.write("carotene2", 5);
        window.until(
                "its node",
                () -> ((ListView<?>) window.find("palette-list"))
                        .getItems()
                        .toString()
                        .contains("carotene2"));
        window.robot.type(KeyCode.ENTER);

        window.until("the node's page", () -> window.workspace().page().get() == PageId.NODES);
        window.until(
                "its drawer",
                () -> Nodes.name(2).equals(window.workspace().nodes().selected().get()));
        window.run(() -> window.workspace().nodes().selected().set(null));
    }

    @Test
    void nodes_oneSelected_itsDetailSettingsAndActs() {
        window.click("go-page.nodes");
        window.click("nodes-kind-table");
        window.clickRow("nodes-table", Nodes.name(3));
        window.until("detail", () -> window.workspace().nodes().detail().get() != null);

        window.click("node-part-process");
        window.untilShown("2.18.0");
        window.click("node-part-config");
        window.until("settings", () -> window.workspace().nodes().config().byId("admin.token") != null);
        assertThat(window.on(() ->
                        window.workspace().nodes().config().byId("admin.token").get()))
                .satisfies(item -> {
                    assertThat(item.secret()).isTrue();
                    assertThat(item.changed()).isTrue();
                    assertThat(item.value()).isNull();
                });
        assertThat(window.texts()).noneMatch(words -> words.contains(Nodes.TOKEN));
        window.click("node-part-figures");
        window.click("node-drawer-close");
        window.until("closed", () -> window.find("node-drawer") == null);
    }

    @Test
    void nodes_otherKinds_ringMatrixAndDifferences() {
        window.click("go-page.nodes");
        window.click("nodes-kind-ring");
        window.until("ring", () -> window.find("topology-" + Nodes.name(1)) != null);
        window.click("nodes-kind-matrix");
        window.untilShown("Each row is what one node says itself of the others.");
        assertThat(window.on(
                        () -> window.workspace().session().live().get().sight().islands()))
                .hasSize(1);
        window.click("nodes-kind-differences");
        window.untilShown("limits.max_channels_per_connection");
        window.untilShown("no, look at it");
        window.click("nodes-kind-table");
    }

    @Test
    void nodes_logger_changedAndInTheTimeline() {
        window.click("go-page.nodes");
        window.click("nodes-kind-table");
        window.clickRow("nodes-table", Nodes.name(1));
        window.click("node-acts");
        window.robot.clickOn("Change a logger …");
        window.click("logger-go");

        window.untilShown("org.carotene is now DEBUG");
        window.click("go-page.events");
        window.until(
                "in the timeline",
                () -> window.workspace().session().events().list().stream()
                        .anyMatch(row ->
                                row.get().type().equals("action") && row.get().operator() != null));
        window.run(() -> window.workspace().nodes().selected().set(null));
    }

    /** What cannot be done in the node's present state cannot be pressed, and the menu says why. */
    @Test
    void nodes_drainCalledOff_onlyWhileThereIsOne() {
        window.click("go-page.nodes");
        window.click("nodes-kind-table");
        window.clickRow("nodes-table", Nodes.name(3));
        window.click("node-acts");
        window.until("nothing to call off", () -> act("act.drain.off").isDisable());
        assertThat(act("act.drain.off").getText()).isEqualTo("Call off the drain  (it is not being drained)");
        assertThat(act("act.drain").isDisable()).isFalse();
        window.robot.type(KeyCode.ESCAPE);

        window.run(() -> window.workspace().acts().drain(Nodes.name(3), Duration.ofMinutes(10), false));
        window.until("draining", () -> "draining".equals(state(3)));
        window.click("node-acts");
        window.until("can be called off", () -> !act("act.drain.off").isDisable());
        assertThat(act("act.drain").getText()).isEqualTo("Drain …  (it is being drained)");
        window.robot.clickOn("Call off the drain");

        window.until("serving", () -> "serving".equals(state(3)));
        window.run(() -> window.workspace().nodes().selected().set(null));
    }

    private static MenuItem act(String id) {
        return ((MenuButton) window.find("node-acts"))
                .getItems().stream()
                        .filter(item -> id.equals(item.getId()))
                        .findFirst()
                        .orElseThrow();
    }

    private static String state(int node) {
        NodeSummary summary = window.workspace().session().live().get().sight().node(Nodes.name(node));
        return summary == null ? null : summary.state();
    }

    /** All that the window had in the language before is let go, whatever it listened to. */
    @Test
    void language_changed_oldPagesAreCollected() {
        List<WeakReference<Node>> old = new ArrayList<>();
        for (PageId page : PageId.values()) {
            window.click("go-" + page.key());
            old.add(window.on(() -> new WeakReference<>(window.scene().getRoot().lookup(".page"))));
        }
        old.add(window.on(() -> new WeakReference<>(window.scene().getRoot())));
        assertThat(old).allMatch(page -> page.get() != null);

        window.run(() -> window.desk.preferences().language().set("de"));
        window.untilShown("Einstellungen");
        window.click("go-page.overview");
        window.untilShown("3 bereit");
        window.run(() -> window.desk.preferences().language().set("en"));
        window.forgetEvents();

        window.until("all let go", () -> {
            System.gc();
            return old.stream().allMatch(page -> page.get() == null);
        });
        window.click("go-page.overview");
    }

    /** A window in which clusters are changed all day keeps none of those that were left. */
    @Test
    void cluster_changed_theOneBeforeIsCollected() {
        for (PageId page : PageId.values()) {
            window.click("go-" + page.key());
        }
        var before = window.on(() -> new WeakReference<>(window.desk.workspace().get()));
        assertThat(before.get()).isNotNull();

        window.connect(nodes.profile("Test cluster"), Nodes.TOKEN);
        window.click("go-page.overview");
        window.untilShown("3 ready");
        window.forgetEvents();

        window.until("let go", () -> {
            System.gc();
            return before.get() == null;
        });
    }

    @Test
    void channels_fiftyThousand_pagedFilteredAndAsATree() {
        try (TestClient many = nodes.client(1, "")) {
            for (int i = 0; i < CHANNELS; i++) {
                many.subscribe("big:" + i / 1000 + ":" + i % 1000);
            }
            window.click("go-page.channels");
            window.type("channel-prefix", "big:7:");
            window.until(
                    "asked for",
                    () -> window.workspace().channels().prefix().get().equals("big:7:"));
            window.until(
                    "a thousand",
                    () -> Long.valueOf(1000)
                            .equals(window.workspace()
                                    .channels()
                                    .channels()
                                    .total()
                                    .get()));
            window.click("next-page");
            window.untilShown("Page 2");
            window.untilShown("big:7:2");
            window.click("previous-page");
            window.untilShown("Page 1");
            window.type("channel-prefix", "");
            window.robot.type(KeyCode.ENTER);
            window.until(
                    "all",
                    () -> window.workspace().channels().prefix().get().isEmpty()
                            && window.workspace().channels().channels().rows().byId("big:0:0") != null);
            assertThat(window.on(() -> window.workspace()
                            .channels()
                            .channels()
                            .rows()
                            .list()
                            .size()))
                    .isEqualTo(100);
            // On all nodes, so that nobody knows how many they are.
            window.click("channels-tree-true");
            window.until("rooms", () -> segment(null, "chat") != null);
            window.run(() -> segment(null, "chat").setExpanded(true));
            window.untilShown("lobby");
            window.robot.press(KeyCode.F5).release(KeyCode.F5);
            window.until("open after a refresh", () -> segment("chat", "lobby") != null);
            window.click("channels-tree-false");
        }
    }

    /** A row of the tree on its first level, or below one of those. */
    private static TreeItem<?> segment(String parent, String name) {
        TreeItem<?> root = ((TreeTableView<?>) window.find("channel-tree")).getRoot();
        TreeItem<?> from = parent == null || root == null ? root : segment(null, parent);
        return from == null
                ? null
                : from.getChildren().stream()
                        .filter(item -> String.valueOf(item.getValue()).contains("words=" + name + ","))
                        .findFirst()
                        .orElse(null);
    }

    @Test
    void client_foundByUser_disconnectedAfterAQuestion() throws Exception {
        try (TestClient bob = nodes.client(2, "bob-to-go", "chat:lobby")) {
            window.click("go-page.clients");
            window.type("client-words", "bob-to");
            window.until(
                    "found",
                    () -> window.workspace().clients().clients().rows().list().size() == 1);
            window.clickRow("clients-table", "bob-to-go");
            window.untilShown("carotene-v1");
            window.click("clients-disconnect");
            window.untilShown("Clients concerned: 1");
            window.click("confirm");

            assertThat(bob.closed().get(20, TimeUnit.SECONDS)).isEqualTo(4009);
            window.untilShown("1 client disconnected");
        } finally {
            window.run(() -> {
                window.workspace().clients().selected().set(null);
                window.workspace().clients().words().set("");
            });
        }
    }

    @Test
    void client_locked_nobodyIsDisconnected() {
        try (TestClient carol = nodes.client(2, "carol", "chat:lobby")) {
            window.click("go-page.clients");
            window.run(() -> window.workspace().goToUser("carol"));
            window.until(
                    "found",
                    () -> window.workspace().clients().clients().rows().list().size() == 1);
            window.clickRow("clients-table", "carol");
            window.robot.press(KeyCode.CONTROL, KeyCode.L).release(KeyCode.L, KeyCode.CONTROL);

            window.untilShown("Read-only");
            window.until(
                    "blocked",
                    () -> window.find("clients-disconnect").isDisabled()
                            && window.find("user-disconnect").isDisabled());
            assertThat(carol.closed()).isNotDone();
        } finally {
            window.run(() -> {
                window.workspace().clients().selected().set(null);
                window.workspace().clients().words().set("");
            });
        }
    }

    @Test
    void message_published_tailedAndReceived() {
        try (TestClient reader = nodes.client(3, "", "screens:test")) {
            window.click("go-page.tail");
            window.type("tail-channels", "screens:*");
            window.click("tail-start");
            window.untilShown("Waiting for publications");
            window.click("go-page.publish");
            window.type("publish-channel", "screens:test");
            window.type("publish-payload", "{\"text\": broken}");
            window.untilShown(words -> words.startsWith("Line 1"));
            window.type("publish-payload", "{\"text\":\"from the desktop\"}");
            window.click("publish-send");
            window.untilShown("Published once on screens:test");

            window.click("go-page.tail");
            window.untilShown("{\"text\":\"from the desktop\"}");
            window.untilShown("1 received");
            window.until("at the client", () -> reader.received() > 0);
            readerKeepsHisPlace(reader);
            window.click("tail-clear");
            window.untilShown("0 received");
            window.click("tail-stop");
        }
    }

    /** The line that is read stays selected, and where it is, while others come above it. */
    private static void readerKeepsHisPlace(TestClient talker) {
        ListView<?> lines = (ListView<?>) window.find("tail-lines");
        window.run(() -> lines.getSelectionModel().select(0));
        for (int i = 1; i <= 60; i++) {
            talker.publish("screens:test", "{\"n\":" + i + "}");
        }
        window.untilShown("61 received");
        window.untilShown(words -> words.contains("from the desktop") && words.contains("\n"));
        window.run(() -> lines.scrollTo(30));
        window.until("scrolled", () -> top(lines).getIndex() == 30);
        Object read = window.on(() -> top(lines).getItem());
        for (int i = 61; i <= 70; i++) {
            talker.publish("screens:test", "{\"n\":" + i + "}");
        }
        window.untilShown("71 received");
        window.until(
                "the same line",
                () -> top(lines).getItem() == read && top(lines).getIndex() == 40);
        assertThat(window.on(() -> lines.getSelectionModel().getSelectedIndex()))
                .isEqualTo(70);
    }

    private static ListCell<?> top(ListView<?> list) {
        return (ListCell<?>) ((VirtualFlow<?>) list.lookup(".virtual-flow")).getFirstVisibleCell();
    }

    @Test
    void pause_figures_standStillUntilResumed() {
        window.click("go-page.overview");
        window.click("pause");
        window.untilShown(words -> words.startsWith("Paused, data "));
        var before = window.on(() -> window.workspace().session().shown().get().overview());
        window.until("old", () -> window.workspace().session().ageMs().get() > 1500);
        assertThat(window.on(() -> window.workspace().session().shown().get().overview()))
                .isSameAs(before);

        window.click("pause");
        window.until("fresh", () -> window.workspace().session().ageMs().get() < 1500);
    }

    @Test
    void events_timelineAndRules() {
        window.click("go-page.events");
        window.untilShown("in the cluster");
        window.click("events-older");
        window.until(
                "all that the nodes know",
                () -> !window.workspace().session().older().get());
        window.click("events-kind-rules");
        window.untilShown("Heap in use");
        window.click("rule-heap_percent");
        window.until(
                "off",
                () -> window.desk.preferences().rules().get().stream()
                        .anyMatch(rule -> rule.sign().name().equals("HEAP_PERCENT") && !rule.enabled()));
        window.click("events-kind-timeline");
    }

    @Test
    void settings_languageAndLook_changeTheWindow() {
        window.click("go-page.settings");
        window.click("look-DARK");
        window.until("dark", () -> window.scene().getRoot().getStyleClass().contains("dark"));
        window.click("language-de");
        window.untilShown("Einstellungen");
        assertThat(((Stage) window.scene().getWindow()).getIcons()).isNotEmpty();
        window.click("language-en");
        window.untilShown("Settings");
        window.click("look-LIGHT");
        window.until("light", () -> !window.scene().getRoot().getStyleClass().contains("dark"));
    }

    @Test
    void connections_production_theTargetHasToBeTyped() throws Exception {
        Profile here = nodes.profile("Shop, production");
        Profile production =
                new Profile(here.id(), here.name(), here.seeds(), false, Colour.RED, true, false, List.of());
        window.connect(production, Nodes.TOKEN);
        try (TestClient dave = nodes.client(1, "dave", "chat:lobby")) {
            window.untilShown("production");
            window.run(() -> window.workspace().goToUser("dave"));
            window.until(
                    "found",
                    () -> window.workspace().clients().clients().rows().list().size() == 1);
            window.clickRow("clients-table", "dave");
            window.click("user-disconnect");
            window.until("asks", () -> window.find("confirm-word") != null);
            assertThat(window.find("confirm").isDisabled()).isTrue();
            window.type("confirm-word", "dave");
            window.click("confirm");

            assertThat(dave.closed().get(20, TimeUnit.SECONDS)).isEqualTo(4009);
        } finally {
            window.connect(nodes.profile("Test cluster"), Nodes.TOKEN);
        }
    }

    @Test
    void connections_form_mistakesSaidAndTokenAsked() {
        window.click("go-page.connections");
        window.click("profile-new");
        window.type("profile-name", "By hand");
        window.type("profile-seeds", "127.0.0.1:no-port");
        window.click("profile-save");
        window.untilShown("expected: host:port");
        String seed = "127.0.0.1:" + nodes.node(2).adminPort();
        window.type("profile-seeds", seed);
        window.click("profile-connect");
        window.until("asks for the token", () -> window.find("secret") != null);
        window.robot.write("a-wrong-token-of-somebody", 5);
        window.click("secret-ok");
        window.untilShown(words -> words.startsWith("The token was refused"));
        window.robot.write(Nodes.TOKEN, 5);
        window.click("secret-ok");

        window.untilShown(words -> words.contains("(" + seed + ")"));
        window.until(
                "nodes",
                () -> window.workspace() != null
                        && window.workspace().session().live().get().overview() != null
                        && window.workspace().session().live().get().overview().nodes().stream()
                                .allMatch(node -> node.condition() == Condition.SERVING));
        window.connect(nodes.profile("Test cluster"), Nodes.TOKEN);
    }

    @Test
    void connections_savedTwiceWithTokens_eachKeepsItsOwn() {
        Profile first = nodes.profile("The first");
        Profile second = nodes.profile("The second");
        window.run(() -> {
            window.desk.save(first);
            window.desk.save(second);
        });
        window.click("go-page.connections");
        window.run(() -> ((ListView<?>) window.find("profiles"))
                .scrollTo(window.desk.saved().size() - 1));
        window.until(
                "the list",
                () -> window.robot.lookup(hasText("The first")).tryQuery().isPresent());
        window.robot.clickOn(hasText("The first"));
        for (String name : List.of("The-first-renamed", "The-first-again")) {
            window.type("profile-name", name);
            window.type("profile-token", "token-of-" + name);
            window.click("profile-save");
            window.until("kept", () -> window.secrets.read(first.id()).equals(Optional.of("token-of-" + name)));
        }
        window.click("profile-new");
        window.type("profile-name", "A third");
        window.type("profile-token", "token-of-the-third");
        window.click("profile-save");

        window.until(
                "kept",
                () -> window.desk.saved().stream()
                        .filter(profile -> profile.name().equals("A third"))
                        .anyMatch(profile ->
                                window.secrets.read(profile.id()).equals(Optional.of("token-of-the-third"))));
        assertThat(window.on(
                        () -> window.desk.saved().stream().map(Profile::name).toList()))
                .contains("The-first-again", "The second", "A third", "Test cluster");
        assertThat(window.secrets.read(second.id())).isEmpty();
        window.run(() -> window.desk.saved().stream()
                .filter(profile -> !profile.name().equals("Test cluster"))
                .toList()
                .forEach(window.desk::remove));
        // What is gone is not left in the form, where it could be saved again.
        window.until(
                "the one that is left",
                () -> ((TextInputControl) window.find("profile-name")).getText().equals("Test cluster"));
    }

    private static Predicate<javafx.scene.Node> hasText(String words) {
        return node -> node instanceof ListCell<?> cell
                && String.valueOf(cell.getText()).startsWith(words + "\n");
    }

    @Test
    void channel_rowsComeAndGo_theDrawerStaysAsItWasLeft() {
        TestClient gone = nodes.client(1, "", "drawer:b");
        try (TestClient one = nodes.client(2, "")) {
            window.click("go-page.channels");
            window.type("channel-prefix", "drawer:");
            window.until(
                    "found", () -> window.workspace().channels().prefix().get().equals("drawer:") && row("drawer:b"));
            window.clickRow("channels-table", "drawer:b");
            window.until("open", () -> window.find("channel-drawer") != null);
            window.click("channel-drawer-close");
            one.subscribe("drawer:a");
            window.until("a row", () -> row("drawer:a"));
            assertThat(window.on(() -> window.workspace().channels().selected().get()))
                    .isNull();

            window.clickRow("channels-table", "drawer:b");
            window.until("open again", () -> window.find("channel-drawer") != null);
            window.run(() -> window.workspace().goToChannel("drawer:elsewhere"));
            one.subscribe("drawer:c");
            window.until("one more", () -> row("drawer:c"));
            assertThat(window.on(() -> window.workspace().channels().selected().get()))
                    .isEqualTo("drawer:elsewhere");
            gone.close();
            window.until("one less", () -> !row("drawer:b"));
            assertThat(window.on(() -> window.workspace().channels().selected().get()))
                    .isEqualTo("drawer:elsewhere");
        } finally {
            window.run(() -> {
                window.workspace().channels().selected().set(null);
                window.workspace().channels().prefix().set("");
            });
        }
    }

    private static boolean row(String channel) {
        return window.workspace().channels().channels().rows().byId(channel) != null;
    }

    @Test
    void tables_columnWidths_remembered() {
        window.click("go-page.nodes");
        window.click("nodes-kind-table");
        window.run(() -> {
            TableView<?> table = (TableView<?>) window.find("nodes-table");
            table.getColumns().get(0).setPrefWidth(222);
        });

        window.until("kept", () -> window.desk.memory().number("column.nodes.name", 0) == 222);
    }

    @Test
    void tables_columnMovedAndFilterTyped_asTheyWereAtTheNextStart() throws Exception {
        window.click("go-page.clients");
        window.run(() -> thirdColumnFirst((TableView<?>) window.find("clients-table")));
        List<String> order = columns(window);
        window.type("client-words", "ada");
        window.until(
                "kept", () -> window.desk.memory().text("clients.words", "").equals("ada"));

        window.run(() -> window.desk.memory().flush());
        Path home = Files.createDirectories(folder.resolve("next-home"));
        Files.copy(folder.resolve("home/window.properties"), home.resolve("window.properties"));
        try (Window next = Window.open(home)) {
            next.connect(nodes.profile("Test cluster"), Nodes.TOKEN);
            next.click("go-page.clients");
            next.until(
                    "filtered", () -> next.workspace().clients().words().get().equals("ada"));
            next.until("its table", () -> next.find("clients-table") != null);
            assertThat(columns(next)).isEqualTo(order);
        } finally {
            window.focus();
            window.run(() -> window.workspace().clients().words().set(""));
        }
    }

    private static <T> void thirdColumnFirst(TableView<T> table) {
        table.getColumns().add(0, table.getColumns().remove(2));
    }

    private static List<String> columns(Window window) {
        return window.on(() -> ((TableView<?>) window.find("clients-table"))
                .getColumns().stream().map(TableColumn::getId).toList());
    }
}
