package org.carotene.admingui.view.nodes;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.LiveTable;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.StatePane;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ConfigDifference;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.Acts;
import org.carotene.admingui.vm.NodesViewModel;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;

/** The nodes as a table, a ring, a matrix of who sees whom, and the differences of their settings. */
public final class NodesView {
    private static final List<String> KINDS = List.of("table", "ring", "matrix", "differences");

    private final NodesViewModel model;
    private final ObjectProperty<String> kind;
    private final TopologyRing ring;
    private final SightMatrix matrix = new SightMatrix();
    private final StackPane holder = new StackPane();
    private final LiveTable<NodeSummary> table;
    private final Region differences;
    private final PageFrame root;

    public NodesView(Workspace workspace, Memory memory, Dialogs dialogs) {
        model = workspace.nodes();
        String kept = memory.text("nodes.kind", KINDS.get(0));
        kind = new SimpleObjectProperty<>(KINDS.contains(kept) ? kept : KINDS.get(0));
        kind.addListener((property, before, now) -> {
            memory.keep("nodes.kind", now);
            fill(now);
        });
        ring = new TopologyRing(model.selected()::set);
        table = table(memory);
        differences = new StatePane(differences(memory), model.differencesState(), model::loadDifferences);
        holder.setMinSize(0, 0);
        HBox content = new HBox(Controls.grow(holder));
        content.getChildren().add(new NodeDrawer(model, new NodeActs(model, workspace.acts(), dialogs), memory).root());
        root = new PageFrame(
                        PageId.NODES,
                        new StatePane(content, model.state(), model::show),
                        forgetButton(workspace.acts(), dialogs),
                        Inputs.segments("nodes-kind", KINDS, kind, name -> text("nodes.kind." + name)))
                .partial(model.partial());
        Follow.value(root, model.sight(), now -> {
            ring.show(now);
            matrix.show(now);
        });
        ring.show(model.sight().get());
        matrix.show(model.sight().get());
        fill(kind.get());
    }

    public Region root() {
        return root;
    }

    private Button forgetButton(Acts acts, Dialogs dialogs) {
        Button forget = new Button(text("act.forget"));
        forget.setId("nodes-forget");
        forget.getStyleClass().add(Styles.DANGER);
        forget.setMinWidth(Region.USE_PREF_SIZE);
        forget.disableProperty().bind(model.session().locked());
        forget.visibleProperty().bind(Bindings.isNotEmpty(model.lost()));
        forget.managedProperty().bind(forget.visibleProperty());
        forget.setOnAction(event -> dialogs.confirm(
                text("forget.title"),
                text("forget.detail", model.session().profile().name(), String.join(", ", model.lost())),
                text("forget.go"),
                model.session().profile().production()
                        ? model.session().profile().name()
                        : null,
                acts::forgetLost));
        return forget;
    }

    private void fill(String now) {
        switch (now) {
            case "ring" -> holder.getChildren().setAll(ring);
            case "matrix" -> holder.getChildren().setAll(matrix);
            case "differences" -> {
                holder.getChildren().setAll(differences);
                model.loadDifferences();
            }
            default -> holder.getChildren().setAll(table.view());
        }
    }

    private LiveTable<NodeSummary> table(Memory memory) {
        LiveTable<NodeSummary> made = new LiveTable<>("nodes", memory, model.rows(), true)
                .text("name", 154, NodeSummary::name)
                .cells(
                        "condition",
                        98,
                        Comparator.comparing(NodeSummary::condition),
                        node -> new LiveTable.CellLook(
                                Conditions.words(node.condition()),
                                Conditions.styleClass(node.condition()),
                                node.hindrance() == null ? null : Sentences.words(node.hindrance())))
                .figure(
                        "connections",
                        72,
                        node -> node.connections() == null
                                ? null
                                : node.connections().total(),
                        Units::count)
                .figure("channels", 88, NodeSummary::channels, Units::count)
                .figure("in", 60, node -> rate(node, NodeSummary.Rates::inPerSecond), Units::rate)
                .figure("out", 62, node -> rate(node, NodeSummary.Rates::deliveriesPerSecond), Units::rate)
                .figure("drops", 96, node -> rate(node, NodeSummary.Rates::dropsPerSecond), Units::rate)
                .figure(
                        "queued",
                        76,
                        node -> node.queues() == null ? null : node.queues().totalBytes(),
                        Units::bytes)
                .figure("heap", 58, NodesView::heap, Units::percent)
                .figure("cpu", 56, NodeSummary::cpu, Units::percent)
                .figure("uptime", 92, NodeSummary::uptimeMs, Units::span)
                .text("version", 128, node -> Units.word(node.version()));
        made.onSelect(node -> model.selected().set(node.name()));
        Follow.value(made.view(), model.selected(), made::select);
        made.select(model.selected().get());
        return made;
    }

    private static @Nullable Double rate(NodeSummary node, Function<NodeSummary.Rates, @Nullable Double> rate) {
        return node.rates() == null ? null : rate.apply(node.rates());
    }

    private static @Nullable Double heap(NodeSummary node) {
        NodeSummary.Heap heap = node.heap();
        return heap == null || heap.usedBytes() == null || heap.maxBytes() == null || heap.maxBytes() <= 0
                ? null
                : Double.valueOf((double) heap.usedBytes() / heap.maxBytes());
    }

    private static String values(ConfigDifference difference) {
        return difference.values().entrySet().stream()
                .map(entry -> TopologyRing.shortName(entry.getKey()) + ": "
                        + (entry.getValue() == null ? text("config.unset") : entry.getValue()))
                .sorted()
                .collect(Collectors.joining("   "));
    }

    private Region differences(Memory memory) {
        return new LiveTable<>("differences", memory, model.differences(), true)
                .text("key", 210, ConfigDifference::key)
                .cells(
                        "expected",
                        110,
                        Comparator.comparing(ConfigDifference::expected),
                        one -> one.expected()
                                ? new LiveTable.CellLook(text("differences.expected.yes"), null, null)
                                : new LiveTable.CellLook(text("differences.expected.no"), "warning", null))
                .cells(
                        "values",
                        720,
                        Comparator.comparing(NodesView::values),
                        one -> new LiveTable.CellLook(
                                values(one), null, values(one).replace("   ", "\n")))
                .view();
    }
}
