package org.carotene.admingui.view.shell;

import static org.carotene.admingui.fx.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Sight;
import org.carotene.admingui.vm.ClusterSession;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The red line above every page while the cluster is split, has lost nodes, or the figures are too old to be trusted. */
final class Banner extends HBox {
    private final Label words = Controls.label("", "banner-words");

    Banner(Runnable look) {
        super(12);
        setId("banner");
        getStyleClass().add("banner");
        setAlignment(Pos.CENTER_LEFT);
        words.setId("banner-words");
        words.setWrapText(true);
        words.setGraphic(Icons.of(Feather.ALERT_OCTAGON));
        words.setMinHeight(Region.USE_PREF_SIZE);
        Controls.grow(words);
        words.setMaxWidth(Double.MAX_VALUE);
        Button go = new Button(text("banner.look"));
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.setOnAction(event -> look.run());
        getChildren().addAll(words, go);
        Controls.shown(this, false);
    }

    void show(@Nullable ClusterSession session) {
        List<String> problems = session == null ? List.of() : problems(session);
        String now = String.join("  ·  ", problems);
        if (!now.equals(words.getText())) {
            words.setText(now);
            setAccessibleText(now);
        }
        Controls.shown(this, !problems.isEmpty());
    }

    private static List<String> problems(ClusterSession session) {
        List<String> problems = new ArrayList<>();
        ClusterState state = session.live().get();
        if (session.stale().get()) {
            problems.add(
                    text("banner.stale", Units.span(state.ageMs(System.nanoTime())), Sentences.words(state.problem())));
        }
        Overview overview = state.overview();
        if (overview == null) {
            return problems;
        }
        Sight sight = state.sight();
        if (sight.split()) {
            problems.add(text(
                    "banner.split",
                    sight.islands().size(),
                    sight.islands().stream()
                            .map(island -> String.join(", ", island))
                            .collect(Collectors.joining("  |  "))));
        } else if (!overview.cluster().outside().isEmpty()) {
            problems.add(text(
                    "banner.outside",
                    overview.cluster().outside().stream()
                            .map(NodeSummary.Outside::name)
                            .collect(Collectors.joining(", "))));
        }
        List<String> lost = overview.cluster().lost().stream()
                .filter(name -> sight.islands().stream().noneMatch(island -> island.contains(name)))
                .toList();
        if (!lost.isEmpty()) {
            problems.add(text("banner.lost", lost.size(), String.join(", ", lost)));
        }
        List<String> silent = overview.nodes().stream()
                .filter(node -> !node.answers())
                .map(NodeSummary::name)
                .toList();
        if (!silent.isEmpty()) {
            problems.add(text("banner.silent", String.join(", ", silent)));
        }
        return problems;
    }
}
