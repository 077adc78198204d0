package org.carotene.admingui.view.nodes;

import static org.carotene.admingui.fx.Texts.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.NodeSummary.Condition;
import org.carotene.admingui.model.Sight;
import org.carotene.admingui.model.Sight.Glance;
import org.jspecify.annotations.Nullable;

/**
 * The nodes on a ring, with lines between those that see each other; one ring for each island beside the others.
 *
 * <p>Nodes are buttons, so that the keyboard reaches them. Nothing is animated, and nothing is laid out anew while only
 * figures move.
 */
public final class TopologyRing extends Pane {
    private static final double BUTTON_WIDTH = 128;
    private static final double BUTTON_HEIGHT = 46;
    private static final double CAPTION = 24;

    // More lines than these say less than none.
    private static final int MAX_MESH = 12;

    private final Consumer<String> open;
    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private List<Group> groups = List.of();
    private @Nullable Sight sight;

    public TopologyRing(Consumer<String> open) {
        this.open = open;
        getStyleClass().add("topology");
        setMinSize(200, 160);
        setPrefSize(420, 260);
        setAccessibleText(text("topology"));
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    /** Shows these nodes; {@code null} shows nothing. */
    public void show(@Nullable Sight now) {
        Sight before = sight;
        sight = now;
        if (now == null) {
            getChildren().clear();
            buttons.clear();
            groups = List.of();
            return;
        }
        if (before == null || !shape(before).equals(shape(now))) {
            build(now);
        }
        buttons.forEach((name, button) -> dress(button, now.node(name)));
        requestLayout();
    }

    private static List<Object> shape(Sight sight) {
        List<Object> shape = new ArrayList<>(List.of(sight.islands(), sight.unseen()));
        for (String one : sight.names()) {
            for (String other : sight.names()) {
                shape.add(sight.glance(one, other));
            }
        }
        return shape;
    }

    private void build(Sight now) {
        getChildren().clear();
        edges.clear();
        List<Group> made = new ArrayList<>();
        for (List<String> island : now.islands()) {
            String caption = now.split() ? text("island", made.size() + 1, island.size()) : "";
            made.add(new Group(island, caption, "island"));
        }
        if (!now.unseen().isEmpty()) {
            made.add(new Group(now.unseen(), text("unseen"), "unseen"));
        }
        groups = made;
        for (Group group : groups) {
            if (!group.caption.getText().isEmpty()) {
                getChildren().addAll(group.box, group.caption);
            }
        }
        for (Group group : groups) {
            connect(now, group.names);
        }
        edges.forEach(edge -> getChildren().add(edge.line));
        buttons.keySet().retainAll(now.names());
        for (Group group : groups) {
            group.names.forEach(name -> getChildren().add(buttons.computeIfAbsent(name, this::button)));
        }
    }

    private void connect(Sight now, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            for (int k = i + 1; k < names.size(); k++) {
                boolean neighbours = k == i + 1 || (i == 0 && k == names.size() - 1);
                Glance there = now.glance(names.get(i), names.get(k));
                Glance back = now.glance(names.get(k), names.get(i));
                boolean both = there == Glance.SEES && back == Glance.SEES;
                boolean any = there == Glance.SEES || back == Glance.SEES;
                if (any && (neighbours || names.size() <= MAX_MESH)) {
                    Line line = new Line();
                    line.getStyleClass().addAll("edge", both ? "edge-both" : "edge-one");
                    edges.add(new Edge(names.get(i), names.get(k), line));
                }
            }
        }
    }

    private Button button(String name) {
        Button button = new Button();
        button.getStyleClass().add("node-button");
        button.setId("topology-" + name);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setOnAction(event -> open.accept(name));
        button.resize(BUTTON_WIDTH, BUTTON_HEIGHT);
        return button;
    }

    private static void dress(Button button, @Nullable NodeSummary node) {
        if (node == null) {
            return;
        }
        Condition condition = node.condition();
        String connections = node.connections() == null
                ? Units.unknown()
                : Units.count(node.connections().total());
        String words = shortName(node.name()) + "\n"
                + (condition == Condition.SERVING
                        ? text("topology.connections", connections)
                        : Conditions.words(condition));
        if (words.equals(button.getText())) {
            return;
        }
        button.setText(words);
        button.setGraphic(Icons.of(Conditions.icon(condition)));
        button.getStyleClass().setAll("button", "node-button", Conditions.styleClass(condition));
        button.setAccessibleText(
                node.name() + ", " + Conditions.words(condition) + ", " + text("topology.connections", connections));
        Controls.tooltip(button, node.name());
    }

    /** Without the host, which is the same for all or says little. */
    static String shortName(String name) {
        int at = name.indexOf('@');
        return at > 0 ? name.substring(0, at) : name;
    }

    @Override
    protected void layoutChildren() {
        if (groups.isEmpty()) {
            return;
        }
        double slice = getWidth() / groups.size();
        Map<String, double[]> places = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).place(slice * i, slice, getHeight(), places);
        }
        places.forEach((name, place) -> {
            Button button = buttons.get(name);
            if (button != null) {
                button.resizeRelocate(
                        (double) Math.round(place[0] - BUTTON_WIDTH / 2),
                        (double) Math.round(place[1] - BUTTON_HEIGHT / 2),
                        BUTTON_WIDTH,
                        BUTTON_HEIGHT);
            }
        });
        for (Edge edge : edges) {
            double[] from = places.get(edge.from);
            double[] to = places.get(edge.to);
            if (from != null && to != null) {
                edge.line.setStartX(from[0]);
                edge.line.setStartY(from[1]);
                edge.line.setEndX(to[0]);
                edge.line.setEndY(to[1]);
            }
        }
        groups.forEach(group -> {
            group.caption.autosize();
            group.caption.relocate(group.box.getX() + 10, group.box.getY() + 4);
        });
    }

    private record Edge(String from, String to, Line line) {}

    /** An island, or those that nobody sees. */
    private static final class Group {
        private final List<String> names;
        private final Label caption;
        private final Rectangle box = new Rectangle();

        Group(List<String> names, String caption, String styleClass) {
            this.names = names;
            this.caption = Controls.label(caption, "island-caption");
            box.getStyleClass().addAll("island-box", styleClass);
            box.setArcWidth(16);
            box.setArcHeight(16);
        }

        void place(double left, double width, double height, Map<String, double[]> places) {
            box.setX(left + 4);
            box.setY(2);
            box.setWidth(Math.max(0, width - 8));
            box.setHeight(Math.max(0, height - 4));
            double top = caption.getText().isEmpty() ? 0 : CAPTION;
            double middleX = left + width / 2;
            double middleY = top + (height - top) / 2;
            double radiusX = Math.max(0, Math.min(width / 2 - BUTTON_WIDTH / 2 - 32, 360));
            double radiusY = Math.max(0, (height - top) / 2 - BUTTON_HEIGHT / 2 - 10);
            int count = names.size();
            for (int i = 0; i < count; i++) {
                // Two side by side, more from the top on.
                double angle = 2 * Math.PI * i / count - (count == 2 ? Math.PI : Math.PI / 2);
                double x = count == 1 ? middleX : middleX + radiusX * Math.cos(angle);
                double y = count == 1 ? middleY : middleY + radiusY * Math.sin(angle);
                if (radiusX < BUTTON_WIDTH / 3 && count > 1) {
                    // Too narrow for a ring: below each other.
                    x = middleX;
                    y = top + (height - top) * (i + 0.5) / count;
                }
                places.put(names.get(i), new double[] {x, y});
            }
        }
    }
}
