package org.carotene.admingui.screens;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.TestClient;
import org.carotene.admingui.cluster.Traffic;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profile.Colour;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Workspace;

/**
 * Takes a picture of every screen, dialog and state, light and dark, of a cluster of three real nodes with real traffic that
 * then goes wrong: {@code Screenshots FOLDER WIDTH HEIGHT SECONDS LANGUAGE}. The script {@code admin-gui/bin/screenshots}
 * runs it.
 */
public final class Screenshots {
    private final Window window;
    private final Camera camera;

    private Screenshots(Window window, Camera camera) {
        this.window = window;
        this.camera = camera;
    }

    public static void main(String[] args) throws Exception {
        double width = Double.parseDouble(args[1]);
        double height = Double.parseDouble(args[2]);
        Camera camera = new Camera(Path.of(args[0]), width, height);
        Path folder = Files.createTempDirectory("carotene-screenshots");
        try (Nodes nodes = start(folder);
                Traffic traffic = new Traffic(nodes, 60, 40, 1, 2, 3);
                Window window = Window.open(folder.resolve("home"), width, height)) {
            window.run(() -> window.desk.preferences().language().set(args[4]));
            traffic.start();
            Screenshots screenshots = new Screenshots(window, camera);
            BadTimes bad = new BadTimes(window, camera, folder);
            bad.questions();
            screenshots.connect(nodes);
            // So that the chart has something to show.
            TimeUnit.SECONDS.sleep(Long.parseLong(args[3]));
            for (PageId page : PageId.values()) {
                screenshots.page(page);
            }
            screenshots.shell();
            screenshots.production(nodes);
            bad.failures(nodes);
            bad.split();
        }
        camera.sheet();
        Platform.exit();
        System.exit(0);
    }

    /** Nodes that notice late that one stands still, so that there is time for pictures of what is missing. */
    private static Nodes start(Path folder) {
        Nodes nodes = new Nodes(folder);
        for (int number = 1; number <= 3; number++) {
            nodes.begin(number, "cluster.failure_detection_timeout: 30s");
        }
        for (int number = 1; number <= 3; number++) {
            nodes.awaitReady(number);
        }
        return nodes;
    }

    private void connect(Nodes nodes) {
        Profile here = nodes.profile("Example cluster");
        window.connect(
                new Profile(here.id(), here.name(), here.seeds(), false, Colour.GREEN, false, false, List.of()),
                Nodes.TOKEN);
        window.run(() -> {
            window.workspace().tail().channels().set("chat:* shop:orders");
            window.workspace().tail().start();
        });
    }

    private void page(PageId page) throws InterruptedException {
        window.click("go-" + page.key());
        settle();
        camera.take(window, page.name().toLowerCase(Locale.ROOT));
        switch (page) {
            case NODES -> nodes();
            case CHANNELS -> channels();
            case CLIENTS -> clients();
            case TAIL -> tail();
            case PUBLISH -> publish();
            case EVENTS -> {
                window.click("events-kind-rules");
                camera.take(window, "rules");
                window.click("events-kind-timeline");
            }
            case OVERVIEW, CONNECTIONS, SETTINGS -> {
                // One picture is enough.
            }
        }
    }

    private void nodes() throws InterruptedException {
        window.run(() -> window.workspace().nodes().selected().set(Nodes.name(2)));
        settle();
        camera.take(window, "node");
        for (String part : List.of("process", "config")) {
            window.click("node-part-" + part);
            settle();
            camera.take(window, "node-" + part);
        }
        window.click("node-part-figures");
        window.click("node-acts");
        camera.take(window, "node-acts");
        window.click("act.logger");
        camera.take(window, "node-logger");
        window.click("logger-go");
        window.click("node-acts");
        window.click("act.drain");
        camera.take(window, "node-drain");
        window.click("drain-leave");
        window.click("drain-go");
        camera.take(window, "node-drain-sure");
        window.click("confirm");
        settle();
        camera.take(window, "node-draining");
        window.run(() -> window.workspace().acts().callOffDrain(Nodes.name(2)));
        window.run(() -> window.workspace().nodes().selected().set(null));
        for (String kind : List.of("ring", "matrix", "differences")) {
            window.click("nodes-kind-" + kind);
            settle();
            camera.take(window, "nodes-" + kind);
        }
        window.click("nodes-kind-table");
    }

    private void channels() throws InterruptedException {
        var model = window.workspace().channels();
        window.run(() -> model.selected().set("chat:lobby"));
        settle();
        camera.take(window, "channel");
        window.click("channel-disconnect");
        settle();
        camera.take(window, "channel-disconnect");
        window.click("cancel");
        window.run(() -> model.selected().set(null));
        window.click("channels-tree-true");
        settle();
        camera.take(window, "channels-tree");
        window.click("channels-tree-false");
        window.run(() -> model.prefix().set("nothing:like:this"));
        settle();
        camera.take(window, "channels-none");
        window.run(() -> model.prefix().set(""));
    }

    private void clients() throws InterruptedException {
        var model = window.workspace().clients();
        window.run(
                () -> model.selected().set(model.clients().rows().list().get(0).get()));
        settle();
        camera.take(window, "client");
        window.run(() -> model.selected().set(null));
        window.run(() -> model.words().set("nobody-like-this"));
        settle();
        camera.take(window, "clients-none");
        window.run(() -> model.words().set(""));
    }

    private void tail() throws InterruptedException {
        window.robot.clickOn(window.find("tail-lines"));
        settle();
        camera.take(window, "tail-json");
        window.run(() -> {
            window.workspace().tail().stop();
            window.workspace().tail().clear();
            window.workspace().tail().channels().set("quiet:*");
            window.workspace().tail().start();
        });
        settle();
        camera.take(window, "tail-waiting");
        window.run(() -> window.workspace().tail().stop());
    }

    private void publish() throws InterruptedException {
        window.type("publish-channel", "chat:lobby");
        window.type("publish-payload", "{\"text\": hello}");
        settle();
        camera.take(window, "publish-mistake");
        window.type("publish-payload", "{\"text\": \"hello\"}");
        window.click("publish-send");
        settle();
        camera.take(window, "publish-sent");
    }

    private void shell() throws InterruptedException {
        window.click("go-page.overview");
        window.click("palette-button");
        camera.take(window, "palette");
        window.robot.write("chat", 5);
        settle();
        camera.take(window, "palette-chat");
        window.run(() -> window.workspace().session().paused().set(true));
        window.robot.type(KeyCode.ESCAPE);
        settle();
        camera.take(window, "overview-paused");
        window.run(() -> window.workspace().session().paused().set(false));
    }

    /** A connection that is marked as production, and locked. */
    private void production(Nodes nodes) throws InterruptedException {
        Profile here = nodes.profile("Shop, production");
        window.connect(
                new Profile(here.id(), here.name(), here.seeds(), false, Colour.RED, true, false, List.of()),
                Nodes.TOKEN);
        Workspace workspace = window.workspace();
        try (TestClient client = nodes.client(1, "somebody-with-a-long-name", "chat:lobby")) {
            window.run(() -> workspace.goToUser("somebody-with-a-long-name"));
            window.until(
                    "found", () -> !workspace.clients().clients().rows().list().isEmpty());
            window.clickRow("clients-table", "somebody-with-a-long-name");
            window.click("user-disconnect");
            settle();
            camera.take(window, "client-disconnect-production");
            window.click("cancel");
            window.run(() -> workspace.session().locked().set(true));
            settle();
            camera.take(window, "client-locked");
            client.ping();
        }
        window.run(() -> {
            workspace.clients().selected().set(null);
            workspace.clients().words().set("");
            workspace.session().locked().set(false);
        });
    }

    static void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1200);
    }
}
