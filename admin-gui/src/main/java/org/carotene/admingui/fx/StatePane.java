package org.carotene.admingui.fx;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.PageState.Kind;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows a page's content, or in its place that it is loading, that there is nothing, or why it could not be had. */
public final class StatePane extends StackPane {
    private final Node content;
    private final ProgressIndicator progress = new ProgressIndicator();
    private final FontIcon icon = Icons.of(Feather.INBOX, "state-icon");
    private final Label title = Controls.label("", "state-title");
    private final Label detail = Controls.label("", "state-detail");
    private final Button again;
    private final VBox message;

    public StatePane(Node content, ObservableValue<PageState> state, Runnable retry) {
        this.content = content;
        again = Controls.button("state.again", Feather.REFRESH_CW, retry);
        progress.setMaxSize(36, 36);
        detail.setWrapText(true);
        detail.setMaxWidth(520);
        message = new VBox(10, progress, icon, title, detail, again);
        message.setAlignment(Pos.CENTER);
        message.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        message.getStyleClass().add("state-message");
        getChildren().addAll(content, message);
        setMinHeight(0);
        Controls.grow(this);
        Follow.value(this, state, this::show);
        show(state.getValue());
    }

    private void show(PageState state) {
        boolean shown = state.kind() == Kind.CONTENT;
        content.setVisible(shown);
        Controls.shown(message, !shown);
        // A spinner that nobody sees would still turn.
        Controls.shown(progress, state.kind() == Kind.LOADING);
        Controls.shown(icon, state.kind() == Kind.EMPTY || state.kind() == Kind.FAILED);
        icon.setIconCode(state.kind() == Kind.FAILED ? Feather.ALERT_TRIANGLE : Feather.INBOX);
        title.setText(state.title());
        detail.setText(state.detail());
        Controls.shown(detail, !state.detail().isEmpty());
        Controls.shown(again, state.kind() == Kind.FAILED);
    }
}
