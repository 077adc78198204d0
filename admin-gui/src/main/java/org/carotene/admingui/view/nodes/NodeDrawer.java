package org.carotene.admingui.view.nodes;

import static org.carotene.admingui.fx.Texts.text;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Drawer;
import org.carotene.admingui.fx.Facts;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.LiveTable;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.RateChart;
import org.carotene.admingui.fx.StatePane;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ConfigItem;
import org.carotene.admingui.model.NodeDetail;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.vm.NodesViewModel;
import org.jspecify.annotations.Nullable;

/** One node in detail: its figures, its queues, its process, its settings, and what can be done to it. */
final class NodeDrawer {
    private static final List<String> PARTS = List.of("figures", "process", "config");

    private static final char NO_BREAK = '\u00a0';

    private final NodesViewModel model;
    private final Drawer drawer;
    private final Facts<NodeSummary> figures = new Facts<>();
    private final Facts<NodeSummary> process = new Facts<>();
    private final RateChart chart = new RateChart(text("node.history"), "series-deliveries", "series-publications");
    private final VBox peers = new VBox(4);
    private final ObjectProperty<String> part = new SimpleObjectProperty<>(PARTS.get(0));
    private final VBox body = new VBox(14);
    private final Region config;

    NodeDrawer(NodesViewModel model, NodeActs acts, Memory memory) {
        this.model = model;
        describe();
        config = config(memory);
        chart.setMinHeight(Region.USE_PREF_SIZE);
        MenuButton act = new MenuButton(text("node.acts"));
        act.setId("node-acts");
        for (NodeActs.Act one : acts.all()) {
            MenuItem item = new MenuItem(text(one.key()));
            item.setId(one.key());
            item.setOnAction(event -> {
                String node = model.selected().get();
                if (node != null) {
                    one.action().accept(node);
                }
            });
            act.getItems().add(item);
        }
        act.setMinWidth(Region.USE_PREF_SIZE);
        HBox tools = new HBox(
                Inputs.segments("node-part", PARTS, part, name -> text("node.part." + name)), Controls.spacer(), act);
        drawer = new Drawer("node-drawer", body, tools, () -> model.selected().set(null));
        part.addListener((property, before, now) -> fill(now));
        fill(part.get());
        Follow.value(drawer, model.selected(), now -> show());
        Follow.value(drawer, model.detail(), now -> show());
        Follow.value(drawer, model.sight(), now -> show());
        Follow.value(drawer, model.detailProblem(), drawer::problem);
        act.setOnShowing(event -> offer(act, acts.all()));
        show();
    }

    Region root() {
        return drawer;
    }

    /** What can be done now; of the rest, why not, in the menu itself: an item that is off shows no tooltip. */
    private static void offer(MenuButton menu, List<NodeActs.Act> acts) {
        for (int i = 0; i < acts.size(); i++) {
            String obstacle = acts.get(i).obstacle().get();
            String words = text(acts.get(i).key());
            menu.getItems().get(i).setDisable(obstacle != null);
            menu.getItems().get(i).setText(obstacle == null ? words : text("act.not", words, obstacle));
        }
    }

    private void describe() {
        figures.group("node.identity")
                .fact("node.condition", node -> Conditions.words(node.condition()))
                .fact("node.version", node -> Units.word(node.version()))
                .fact("node.uptime", node -> Units.span(node.uptimeMs()))
                .fact("node.joined", node -> Units.dayAndTime(node.joinedAt()))
                .fact("node.order", node -> Units.count(node.order()))
                .fact(
                        "node.addresses",
                        node -> node.addresses() == null ? Units.unknown() : String.join(", ", node.addresses()))
                .fact(
                        "node.port",
                        node -> node.httpPort() == null
                                ? Units.unknown()
                                : node.httpPort() + (Boolean.TRUE.equals(node.tls()) ? " (TLS)" : ""))
                .fact(
                        "node.sees",
                        node -> node.view() == null
                                ? Units.unknown()
                                : String.join(", ", node.view().sees()))
                .group("node.traffic")
                .fact("node.connections", NodeDrawer::connections)
                .fact("node.channels", node -> Units.count(node.channels()))
                .fact("node.subscriptions", node -> Units.count(node.subscriptions()))
                .fact("node.in", node -> rate(node, NodeSummary.Rates::inPerSecond))
                .fact("node.publications", node -> rate(node, NodeSummary.Rates::publicationsPerSecond))
                .fact("node.deliveries", node -> rate(node, NodeSummary.Rates::deliveriesPerSecond))
                .fact("node.from", node -> rate(node, NodeSummary.Rates::fromNodesPerSecond))
                .fact("node.to", node -> rate(node, NodeSummary.Rates::toNodesPerSecond))
                .fact("node.drops", node -> rate(node, NodeSummary.Rates::dropsPerSecond))
                .fact(
                        "node.comings",
                        node -> rate(node, NodeSummary.Rates::connectsPerSecond) + ", "
                                + rate(node, NodeSummary.Rates::closesPerSecond))
                .fact("node.slow", node -> rate(node, NodeSummary.Rates::slowDisconnectsPerSecond))
                .group("node.queues")
                .fact("node.lanes", NodeDrawer::lanes)
                .fact("node.queue.lanes", node -> queue(node, NodeSummary.Queues::laneBytes))
                .fact("node.queue.peers", node -> queue(node, NodeSummary.Queues::peerBytes))
                .fact("node.queue.backlog", node -> queue(node, NodeSummary.Queues::backlogBytes))
                .fact("node.queue.held", node -> queue(node, NodeSummary.Queues::heldBytes));
        process.group("node.jvm")
                .fact(
                        "node.heap",
                        node -> node.heap() == null
                                ? Units.unknown()
                                : Units.used(
                                        node.heap().usedBytes(), node.heap().maxBytes()))
                .fact("node.cpu", node -> Units.percent(node.cpu()))
                .fact("node.direct", node -> jvm(node, jvm -> Units.bytes(jvm.directBytes())))
                .fact("node.resident", node -> jvm(node, jvm -> Units.bytes(jvm.residentBytes())))
                .fact("node.gc", node -> jvm(node, NodeDrawer::collectors))
                .fact("node.threads", node -> jvm(node, jvm -> Units.count(jvm.threads())))
                .fact(
                        "node.files",
                        node -> jvm(node, jvm -> text("of", Units.count(jvm.openFiles()), Units.count(jvm.maxFiles()))))
                .fact(
                        "node.java",
                        node -> jvm(node, jvm -> Units.word(jvm.version()) + ", " + Units.word(jvm.vendor())))
                .fact(
                        "node.pid",
                        node -> jvm(
                                node,
                                jvm -> jvm.pid() == null
                                        ? Units.unknown()
                                        : jvm.pid().toString()))
                .group("node.ignite")
                .fact("node.ignite.version", node -> ignite(node, ignite -> Units.word(ignite.version())))
                .fact(
                        "node.offheap",
                        node -> ignite(node, ignite -> Units.used(ignite.offheapUsedBytes(), ignite.offheapMaxBytes())))
                .fact(
                        "node.ports",
                        node -> ignite(
                                node,
                                ignite -> Units.word(ignite.discoveryPort()) + ", "
                                        + Units.word(ignite.communicationPort())))
                .group("node.passing")
                .fact("node.certificate", NodeDrawer::certificate)
                .fact("node.drain", NodeDrawer::drain)
                .fact("node.loggers", NodeDrawer::loggers);
    }

    private Region config(Memory memory) {
        LiveTable<ConfigItem> table = new LiveTable<>("config", memory, model.config(), true)
                .text("key", 160, ConfigItem::key)
                .cells(
                        "value",
                        96,
                        Comparator.comparing(item -> String.valueOf(item.value())),
                        item -> new LiveTable.CellLook(
                                configValue(item),
                                null,
                                configValue(item) + "\n" + text("config.default", Units.word(item.defaultValue()))))
                .text("changed", 80, item -> item.changed() ? text("yes") : "")
                .whole();
        StatePane pane = new StatePane(table.view(), model.configState(), model::loadConfig);
        pane.setMinHeight(200);
        return pane;
    }

    private static String configValue(ConfigItem item) {
        if (item.secret()) {
            return item.changed() ? text("config.secret") : text("config.unset");
        }
        return item.value() == null ? text("config.unset") : item.value();
    }

    private void fill(String name) {
        switch (name) {
            case "figures" ->
                body.getChildren().setAll(Controls.column(6, Controls.heading("node.history"), chart), figures);
            case "process" -> body.getChildren().setAll(process, Controls.heading("node.peers"), peers);
            default -> {
                body.getChildren().setAll(config);
                model.loadConfig();
            }
        }
    }

    private void show() {
        String name = model.selected().get();
        Controls.shown(drawer, name != null);
        if (name == null) {
            return;
        }
        NodeSummary seen =
                model.sight().get() == null ? null : model.sight().get().node(name);
        NodeSummary node = model.detail().get() == null ? seen : model.detail().get();
        // The overview notices first that it has gone silent.
        NodeSummary known = seen == null ? node : seen;
        drawer.title(name);
        drawer.badge(
                known == null ? "" : Conditions.words(known.condition()),
                known == null ? "note" : Conditions.styleClass(known.condition()));
        figures.show(node);
        process.show(node);
        NodeDetail detail = node == null ? null : node.detail();
        showHistory(detail == null ? null : detail.history());
        peers.getChildren()
                .setAll((detail == null ? List.<NodeDetail.Peer>of() : detail.peers())
                        .stream().map(NodeDrawer::peer).toList());
        if ("config".equals(part.get())
                && model.config().list().isEmpty()
                && model.configState().get().kind() == PageState.Kind.LOADING) {
            model.loadConfig();
        }
    }

    private void showHistory(NodeDetail.@Nullable History history) {
        if (history == null || history.deliveries() == null || history.publications() == null) {
            chart.show(300, List.of());
            return;
        }
        chart.show(300, List.of(RateChart.values(history.deliveries()), RateChart.values(history.publications())));
    }

    private static Region peer(NodeDetail.Peer peer) {
        String words = text(
                "node.peer",
                peer.name(),
                Units.bytes(peer.queuedBytes()),
                Units.count(peer.dropped()),
                Boolean.FALSE.equals(peer.healthy()) ? text("node.peer.sick") : text("node.peer.healthy"));
        var label = Controls.label(words, "fact-value");
        label.setWrapText(true);
        return label;
    }

    private static String connections(NodeSummary node) {
        NodeSummary.Connections open = node.connections();
        return open == null
                ? Units.unknown()
                : text(
                        "node.connections.of",
                        Units.count(open.total()),
                        Units.count(open.max()),
                        Units.count(open.websocket()),
                        Units.count(open.polling()));
    }

    private static String rate(NodeSummary node, Function<NodeSummary.Rates, @Nullable Double> rate) {
        Double value = node.rates() == null ? null : rate.apply(node.rates());
        return value == null ? Units.unknown() : text("per.second", Units.rate(value));
    }

    private static String queue(NodeSummary node, Function<NodeSummary.Queues, @Nullable Long> queue) {
        return node.queues() == null ? Units.unknown() : Units.bytes(queue.apply(node.queues()));
    }

    private static String jvm(NodeSummary node, Function<NodeDetail.Jvm, String> words) {
        return node.detail() == null || node.detail().jvm() == null
                ? Units.unknown()
                : words.apply(node.detail().jvm());
    }

    private static String collectors(NodeDetail.Jvm jvm) {
        return jvm.gc() == null
                ? Units.unknown()
                : jvm.gc().stream()
                        // The unit stays with its figure when the line is broken.
                        .map(one -> text(
                                "node.gc.one",
                                one.name(),
                                Units.count(one.count()),
                                Units.span(one.timeMs()).replace(' ', NO_BREAK)))
                        .collect(Collectors.joining("\n"));
    }

    private static String lanes(NodeSummary node) {
        return node.detail() == null
                ? Units.unknown()
                : node.detail().lanes().stream()
                        .map(lane -> text(
                                "node.lane",
                                lane.index(),
                                Units.count(lane.connections()),
                                Units.bytes(lane.offeredBytes())))
                        .collect(Collectors.joining("\n"));
    }

    private static String certificate(NodeSummary node) {
        if (node.detail() == null) {
            return Units.unknown();
        }
        NodeDetail.Certificate shown = node.detail().certificate();
        return shown == null || shown.expiresAt() == null
                ? text("node.certificate.none")
                : text("node.certificate.until", Units.dayAndTime(shown.expiresAt()));
    }

    private static String ignite(NodeSummary node, Function<NodeDetail.Ignite, String> words) {
        return node.detail() == null || node.detail().ignite() == null
                ? Units.unknown()
                : words.apply(node.detail().ignite());
    }

    private static String drain(NodeSummary node) {
        if (node.detail() == null) {
            return Units.unknown();
        }
        NodeDetail.Drain drain = node.detail().drain();
        return drain == null
                ? text("no")
                : text("node.drain.until", Units.time(drain.until()), Units.count(drain.connectionsLeft()));
    }

    private static String loggers(NodeSummary node) {
        if (node.detail() == null) {
            return Units.unknown();
        }
        return node.detail().loggers().isEmpty()
                ? text("node.loggers.usual")
                : node.detail().loggers().stream()
                        .map(one -> text(
                                "node.logger.until", one.logger(), Units.word(one.level()), Units.time(one.until())))
                        .collect(Collectors.joining("\n"));
    }
}
