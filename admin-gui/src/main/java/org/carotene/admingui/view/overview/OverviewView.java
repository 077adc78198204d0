package org.carotene.admingui.view.overview;

import static org.carotene.admingui.fx.Texts.text;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.LiveList;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.RateChart;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.StatePane;
import org.carotene.admingui.fx.Texts;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Overview.Attention;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.view.nodes.TopologyRing;
import org.carotene.admingui.vm.OverviewViewModel;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.RateHistory;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The first screen. */
public final class OverviewView {
    private static final double ROW = 30;

    private final OverviewViewModel model;
    private final Workspace workspace;
    private final Tile nodes = new Tile("overview.nodes");
    private final Tile connections = new Tile("overview.connections");
    private final Tile in = new Tile("overview.in");
    private final Tile out = new Tile("overview.out");
    private final Tile drops = new Tile("overview.drops");
    private final Tile comings = new Tile("overview.comings");
    private final RateChart rates =
            new RateChart(text("overview.rates"), "series-deliveries", "series-publications", "series-drops");
    private final TopologyRing topology;
    private final ListView<LiveRow<Attention>> attention;
    private final Label calm = Controls.label(text("overview.calm"), "calm");
    private final PageFrame root;

    public OverviewView(Workspace workspace) {
        this.workspace = workspace;
        this.model = workspace.overview();
        this.topology = new TopologyRing(workspace::goToNode);
        this.attention = attentionList();
        nodes.getStyleClass().add("tile-first");
        HBox tiles = new HBox(nodes, connections, in, out, drops, comings);
        tiles.getStyleClass().add("tiles");
        tiles.getChildren().forEach(tile -> HBox.setHgrow(tile, Priority.ALWAYS));
        VBox chart = Controls.column(6, Controls.heading("overview.rates"), legend(), Controls.grow(rates));
        VBox ring = Controls.column(6, Controls.heading("topology"), Controls.grow(topology));
        HBox middle = new HBox(24, share(chart, 1.3), share(ring, 1));
        middle.setMinHeight(240);
        VBox below = Controls.column(6, Controls.heading("overview.attention"), attention, calm);
        VBox content = Controls.column(18, tiles, Controls.grow(middle), below);
        root = new PageFrame(PageId.OVERVIEW, new StatePane(content, model.state(), model::show))
                .partial(model.partial());
        Follow.value(root, model.overview(), this::show);
        show(model.overview().get());
    }

    public Region root() {
        return root;
    }

    private static Region share(Region part, double weight) {
        part.setPrefWidth(400 * weight);
        part.setMinWidth(240);
        HBox.setHgrow(part, Priority.ALWAYS);
        return part;
    }

    private static HBox legend() {
        return new HBox(
                16,
                key("series.deliveries", "series-deliveries"),
                key("series.publications", "series-publications"),
                key("series.drops", "series-drops"));
    }

    private static Label key(String name, String styleClass) {
        Label label = Controls.label(text(name), "legend");
        Region line = new Region();
        line.getStyleClass().addAll("legend-line", styleClass);
        label.setGraphic(line);
        Controls.tip(label, name);
        return label;
    }

    private ListView<LiveRow<Attention>> attentionList() {
        ListView<LiveRow<Attention>> list =
                LiveList.of("attention", "overview.attention", model.attention(), AttentionCell::new);
        list.setFixedCellSize(ROW);
        Controls.onOpen(list, selected -> {
            if (selected.get().node() != null) {
                workspace.goToNode(selected.get().node());
            }
        });
        return list;
    }

    private void show(@Nullable Overview now) {
        if (now == null) {
            return;
        }
        Overview.Cluster cluster = now.cluster();
        Overview.Totals totals = now.totals();
        nodes.show(
                Units.count(cluster.nodes()),
                cluster.nodesReady() == null
                        ? Units.unknown()
                        : text("overview.nodes.ready", Units.count(cluster.nodesReady())),
                cluster.nodes() != null && !cluster.nodes().equals(cluster.nodesReady()));
        connections.show(
                Units.count(totals.connections()),
                text("overview.connections.channels", Units.count(totals.channelsMax())),
                false);
        in.show(
                Units.rate(totals.inPerSecond()),
                text("overview.in.accepted", Units.rate(totals.publicationsPerSecond())),
                false);
        out.show(
                Units.rate(totals.deliveriesPerSecond()),
                text("overview.waiting", Units.bytes(totals.backlogBytes())),
                false);
        drops.show(
                Units.rate(totals.dropsPerSecond()),
                text("overview.drops.slow", Units.rate(totals.slowDisconnectsPerSecond())),
                above(totals.dropsPerSecond()) || above(totals.slowDisconnectsPerSecond()));
        comings.show(
                Units.rate(totals.connectsPerSecond()),
                text("overview.comings.closes", Units.rate(totals.closesPerSecond())),
                false);
        topology.show(model.session().shown().get().sight());
        RateHistory history = model.session().history();
        rates.show(RateHistory.SECONDS, List.of(history.deliveries(), history.publications(), history.drops()));
        int lines = now.attention().size();
        Controls.shown(calm, lines == 0);
        Controls.shown(attention, lines > 0);
        attention.setPrefHeight(Math.min(lines, 6) * ROW + 4);
        attention.setMinHeight(Math.min(lines, 3) * ROW + 4);
    }

    private static boolean above(@Nullable Double rate) {
        return rate != null && rate > 0;
    }

    /** A figure with its name above and a second one below. */
    private static final class Tile extends VBox {
        private final Label value = Controls.label("", "tile-value");
        private final Label second = Controls.label("", "tile-second");

        Tile(String key) {
            getStyleClass().add("tile-figure");
            Label name = Controls.label(text(key), "tile-name");
            getChildren().addAll(name, value, second);
            value.setId(key);
            name.setLabelFor(value);
            Controls.tip(this, key);
            setPrefWidth(160);
            setMinWidth(120);
        }

        void show(String figure, String below, boolean alarming) {
            boolean unknown = figure.equals(Units.unknown());
            value.setText(figure);
            second.setText(below);
            value.getStyleClass().setAll("label", "tile-value");
            if (unknown) {
                value.getStyleClass().add("unknown");
            } else if (alarming) {
                value.getStyleClass().add("alarming");
            }
        }
    }

    private static final class AttentionCell extends ListCell<LiveRow<Attention>> {
        @Override
        protected void updateItem(@Nullable LiveRow<Attention> row, boolean empty) {
            super.updateItem(row, empty);
            textProperty().unbind();
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            Attention item = row.get();
            String key = "attention." + item.code();
            Label kind = Controls.label(Texts.has(key) ? text(key) : Units.word(item.code()), "attention-kind");
            kind.setMinWidth(170);
            Label detail = Controls.label("", "attention-text");
            detail.textProperty().bind(row.value().map(AttentionCell::words));
            HBox line = new HBox(10, icon(item.severity()), kind, detail);
            line.setAlignment(Pos.CENTER_LEFT);
            setText(null);
            setGraphic(line);
            setAccessibleText(kind.getText() + ": " + words(item));
        }

        /** With the name of the node that it is about, unless the words have it. */
        private static String words(Attention item) {
            String words = Sentences.words(item.sentence());
            return item.node() == null || words.contains(item.node()) ? words : item.node() + ": " + words;
        }

        private static FontIcon icon(@Nullable String severity) {
            if ("error".equals(severity)) {
                return Icons.of(Feather.X_CIRCLE, "bad-icon");
            }
            return "warning".equals(severity)
                    ? Icons.of(Feather.ALERT_TRIANGLE, "warning-icon")
                    : Icons.of(Feather.INFO, "note-icon");
        }
    }
}
