package org.carotene.admingui.fx;

import static org.carotene.admingui.fx.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The detail beside a list: a title, what it says, what can be done; closed by its button or Escape. */
public final class Drawer extends VBox {
    private static final double WIDTH = 380;

    private final Label title = Controls.label("", "drawer-title");
    private final Label badge = Controls.label("", "badge");
    private final Label problem = Controls.label("", "problem");

    /** {@code acts} stand below the title, {@code body} scrolls. */
    public Drawer(String id, Node body, Node acts, Runnable close) {
        setId(id);
        getStyleClass().add("drawer");
        setPrefWidth(WIDTH);
        setMinWidth(WIDTH);
        setMaxWidth(WIDTH);
        Button closing = Controls.iconButton("drawer.close", Feather.X, close);
        closing.setId(id + "-close");
        title.setWrapText(true);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        badge.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(8, title, badge, closing);
        head.setAlignment(Pos.CENTER_LEFT);
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().addAll("edge-to-edge", "drawer-body");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, acts, problem, scroll);
        problem("");
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close.run();
                event.consume();
            }
        });
    }

    public void title(String words) {
        title.setText(words);
        setAccessibleText(text("drawer.of", words));
    }

    /** A word beside the title, with the style class of its kind; empty for none. */
    public void badge(String words, String styleClass) {
        badge.setText(words);
        badge.getStyleClass().setAll("label", "badge", styleClass);
        Controls.shown(badge, !words.isEmpty());
    }

    /** Why it is not whole; empty if it is. */
    public void problem(String words) {
        problem.setText(words);
        Controls.shown(problem, !words.isEmpty());
    }
}
