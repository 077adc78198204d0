package org.carotene.admingui.view.nodes;

import static org.carotene.admingui.fx.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Sight;
import org.carotene.admingui.model.Sight.Glance;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Who sees whom: a row for each node with what it says of the others, and since when those outside are outside. */
final class SightMatrix extends ScrollPane {
    private final GridPane grid = new GridPane();
    private final VBox body;
    private @Nullable List<?> drawn;

    SightMatrix() {
        setId("sight-matrix");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        grid.getStyleClass().add("matrix");
        grid.setHgap(2);
        grid.setVgap(2);
        VBox legend = new VBox(4);
        for (Glance glance : Glance.values()) {
            if (glance != Glance.SELF) {
                Label label = Controls.label(words(glance), "legend");
                label.setGraphic(Icons.of(icon(glance), styleClass(glance) + "-icon"));
                legend.getChildren().add(label);
            }
        }
        body = Controls.column(16, Controls.label(text("matrix.read"), "muted"), grid, legend);
        setContent(body);
    }

    void show(@Nullable Sight sight) {
        if (sight == null) {
            grid.getChildren().clear();
            drawn = null;
            return;
        }
        List<String> names = sight.names();
        List<Object> now = new ArrayList<>(names);
        names.forEach(row -> names.forEach(column -> now.add(sight.glance(row, column))));
        names.forEach(row -> now.add(sight.whySilent(row)));
        if (now.equals(drawn)) {
            return;
        }
        drawn = now;
        grid.getChildren().clear();
        for (int i = 0; i < names.size(); i++) {
            Label column = Controls.label(TopologyRing.shortName(names.get(i)), "matrix-head");
            column.setMinWidth(84);
            column.setAlignment(Pos.CENTER);
            Controls.tooltip(column, names.get(i));
            grid.add(column, i + 1, 0);
            Label row = Controls.label(names.get(i), "matrix-row");
            row.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(row, 0, i + 1);
        }
        for (int row = 0; row < names.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                grid.add(cell(sight, names.get(row), names.get(column)), column + 1, row + 1);
            }
        }
    }

    private static Label cell(Sight sight, String observer, String subject) {
        Glance glance = sight.glance(observer, subject);
        Label cell = Controls.label("", "matrix-cell", styleClass(glance));
        cell.setGraphic(Icons.of(icon(glance), styleClass(glance) + "-icon"));
        cell.setId("sight-" + observer + "-" + subject);
        cell.setMinSize(84, 34);
        cell.setAlignment(Pos.CENTER);
        String words = glance == Glance.SELF
                ? text("matrix.self", observer)
                : text("matrix.says", observer, subject, words(glance));
        NodeSummary node = sight.node(observer);
        if (glance == Glance.OUTSIDE && node != null && node.view() != null) {
            words += node.view().outside().stream()
                    .filter(outside -> outside.name().equals(subject) && outside.since() != null)
                    .map(outside -> " " + text("matrix.since", Units.dayAndTime(outside.since())))
                    .findFirst()
                    .orElse("");
        }
        if (glance == Glance.UNKNOWN && sight.whySilent(observer) != null) {
            words += " (" + Sentences.words(sight.whySilent(observer)) + ")";
        }
        Controls.named(cell, words);
        return cell;
    }

    static String words(Glance glance) {
        return text("glance." + glance.name().toLowerCase(Locale.ROOT));
    }

    private static String styleClass(Glance glance) {
        return switch (glance) {
            case SELF -> "self";
            case SEES -> "good";
            case OUTSIDE, LOST -> "bad";
            case NOT_SEEN -> "warning";
            case UNKNOWN -> "note";
        };
    }

    private static Feather icon(Glance glance) {
        return switch (glance) {
            case SELF -> Feather.CIRCLE;
            case SEES -> Feather.CHECK;
            case OUTSIDE -> Feather.SCISSORS;
            case LOST -> Feather.X;
            case NOT_SEEN -> Feather.EYE_OFF;
            case UNKNOWN -> Feather.HELP_CIRCLE;
        };
    }
}
