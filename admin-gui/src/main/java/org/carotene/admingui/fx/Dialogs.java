package org.carotene.admingui.fx;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The dialogs that all screens use, on the window's overlay. */
public final class Dialogs {
    private static final double WIDTH = 480;

    private final Overlay overlay;

    public Dialogs(Overlay overlay) {
        this.overlay = overlay;
    }

    public Overlay overlay() {
        return overlay;
    }

    /**
     * Asks before something is destroyed.
     *
     * @param word what must be typed first, or null if a click is enough
     */
    public void confirm(String title, String detail, String action, @Nullable String word, Runnable confirmed) {
        confirm(title, detail, List.of(), action, word, confirmed);
    }

    /** The same with more to be chosen. */
    public void confirm(
            String title,
            String detail,
            List<? extends Node> choices,
            String action,
            @Nullable String word,
            Runnable confirmed) {
        TextField typed = new TextField();
        typed.setId("confirm-word");
        Button go = new Button(action);
        go.setId("confirm");
        go.getStyleClass().add(Styles.DANGER);
        go.setOnAction(event -> {
            overlay.close();
            confirmed.run();
        });
        VBox body = new VBox(10, wrapped(detail));
        body.getChildren().addAll(choices);
        Node first = cancelButton();
        Button cancel = (Button) first;
        if (word != null) {
            go.disableProperty().bind(typed.textProperty().isNotEqualTo(word));
            typed.setOnAction(event -> go.fire());
            typed.setAccessibleText(text("confirm.type", word));
            body.getChildren().addAll(wrapped(text("confirm.type", word)), typed);
            first = typed;
        }
        show(title, Feather.ALERT_TRIANGLE, body, first, () -> {}, cancel, go);
    }

    /** Says something that waits for no decision. */
    public void tell(String title, String detail) {
        Button close = new Button(text("close"));
        close.setDefaultButton(true);
        close.setOnAction(event -> overlay.close());
        show(title, Feather.INFO, wrapped(detail), close, () -> {}, close);
    }

    /** Asks for a secret; {@code answer} gets it, or null if there is none. */
    public void askSecret(String title, String detail, Consumer<@Nullable String> answer) {
        PasswordField secret = new PasswordField();
        secret.setId("secret");
        secret.setAccessibleText(title);
        Button go = new Button(text("connect"));
        go.setId("secret-ok");
        go.getStyleClass().add(Styles.ACCENT);
        go.disableProperty().bind(secret.textProperty().isEmpty());
        boolean[] answered = {false};
        Runnable take = () -> {
            answered[0] = true;
            String value = secret.getText().trim();
            overlay.close();
            answer.accept(value);
        };
        go.setOnAction(event -> take.run());
        secret.setOnAction(event -> go.fire());
        show(
                title,
                Feather.KEY,
                new VBox(10, wrapped(detail), secret),
                secret,
                () -> {
                    if (!answered[0]) {
                        answer.accept(null);
                    }
                },
                cancelButton(),
                go);
    }

    /** Shows any form with its buttons, the last of which is the one that does it. */
    public void show(String title, Feather icon, Node body, Node first, Runnable closed, Node... buttons) {
        Label heading = Controls.label(title, "dialog-title");
        heading.setGraphic(Icons.of(icon));
        heading.setWrapText(true);
        HBox bar = new HBox(8, Controls.spacer());
        bar.getChildren().addAll(buttons);
        VBox dialog = new VBox(16, heading, body, bar);
        dialog.getStyleClass().add("dialog");
        dialog.setPrefWidth(WIDTH);
        overlay.show(dialog, first, closed);
    }

    public Button cancelButton() {
        Button cancel = new Button(text("cancel"));
        cancel.setId("cancel");
        cancel.setOnAction(event -> overlay.close());
        return cancel;
    }

    private static Label wrapped(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        label.setMaxWidth(WIDTH - 48);
        return label;
    }
}
