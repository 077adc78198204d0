package org.carotene.admingui.view.shell;

import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.vm.Notice;
import org.kordamp.ikonli.feather.Feather;

/** What has come of acts, in the corner for some seconds; a failure until it is closed. */
final class Toasts extends VBox {
    private static final Duration SECONDS = Duration.seconds(6);
    private static final int MAX = 4;

    Toasts() {
        super(8);
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_CENTER);
        setPickOnBounds(false);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    void show(Notice notice) {
        Label title = Controls.label(notice.title(), "toast-title");
        title.setWrapText(true);
        Label detail = Controls.label(notice.detail(), "toast-detail");
        detail.setWrapText(true);
        Controls.shown(detail, !notice.detail().isEmpty());
        VBox words = Controls.column(2, title, detail);
        Controls.grow(words);
        HBox toast = new HBox(
                12,
                notice.good()
                        ? Icons.of(Feather.CHECK_CIRCLE, "good-icon")
                        : Icons.of(Feather.ALERT_CIRCLE, "bad-icon"),
                words);
        Button close =
                Controls.iconButton("close", Feather.X, () -> getChildren().remove(toast));
        close.getStyleClass().add(Styles.SMALL);
        toast.getChildren().add(close);
        toast.getStyleClass().add("toast");
        toast.setAlignment(Pos.TOP_LEFT);
        toast.setPrefWidth(400);
        getChildren().add(toast);
        if (getChildren().size() > MAX) {
            getChildren().remove(0);
        }
        if (notice.good()) {
            PauseTransition end = new PauseTransition(SECONDS);
            end.setOnFinished(event -> getChildren().remove(toast));
            end.play();
        }
    }
}
