package org.carotene.admingui.fx;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Small parts that all screens are made of. Their texts come by key; a key with {@code .tip} behind it is the tooltip. */
public final class Controls {
    private Controls() {}

    public static Button button(String key, Feather icon, Runnable action) {
        Button button = new Button(text(key), Icons.of(icon));
        button.setOnAction(event -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        tip(button, key);
        return button;
    }

    /** A button without a text; what it does is said by the tooltip and to a screen reader. */
    public static Button iconButton(String key, Feather icon, Runnable action) {
        Button button = new Button(null, Icons.of(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setOnAction(event -> action.run());
        named(button, text(key));
        return button;
    }

    public static ToggleButton toggle(String key, Feather icon) {
        ToggleButton button = new ToggleButton(text(key), Icons.of(icon));
        button.setMinWidth(Region.USE_PREF_SIZE);
        tip(button, key);
        return button;
    }

    public static Label label(String words, String... styleClasses) {
        Label label = new Label(words);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** A heading of a part of a page. */
    public static Label heading(String key) {
        return label(text(key), "heading");
    }

    /** What Enter and a double click do with an item of a list. */
    public static <T> void onOpen(ListView<T> list, Consumer<T> action) {
        Runnable open = () -> {
            T selected = list.getSelectionModel().getSelectedItem();
            if (selected != null) {
                action.accept(selected);
            }
        };
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open.run();
            }
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open.run();
                event.consume();
            }
        });
    }

    /** Words that are there only while they say something. */
    public static Label note(ObservableValue<String> words) {
        Label note = label("", "muted");
        note.setWrapText(true);
        note.textProperty().bind(words);
        note.visibleProperty().bind(note.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }

    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    /** Controls side by side, above a table. */
    public static HBox bar(Node... nodes) {
        HBox bar = new HBox(8, nodes);
        bar.getStyleClass().add("bar");
        return bar;
    }

    /** A page: parts below each other; the one that may grow says so itself. */
    public static VBox column(double gap, Node... nodes) {
        VBox box = new VBox(gap, nodes);
        box.setPadding(new Insets(0));
        return box;
    }

    public static <T extends Node> T grow(T node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        VBox.setVgrow(node, Priority.ALWAYS);
        return node;
    }

    /** Sets the text of {@code key.tip}, if there is one, as tooltip and for a screen reader. */
    public static void tip(Node node, String key) {
        if (Texts.has(key + ".tip")) {
            tooltip(node, text(key + ".tip"));
            node.setAccessibleHelp(text(key + ".tip"));
        }
    }

    /** What a control without a text is. */
    public static void named(Node node, String name) {
        tooltip(node, name);
        node.setAccessibleText(name);
    }

    public static void tooltip(Node node, String words) {
        Tooltip tooltip = new Tooltip(words);
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        Tooltip.install(node, tooltip);
    }

    /** Shows or hides it together with the room it takes. */
    public static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
