package org.carotene.admingui.fx;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import javafx.util.StringConverter;

/** Fields and choices bound to properties. */
public final class Inputs {
    private static final Duration TYPING = Duration.millis(300);

    private Inputs() {}

    /** A field whose text is taken when the typing pauses, or at once with Enter; Escape empties it. */
    public static TextField filter(String key, StringProperty target) {
        TextField field = new TextField(target.get());
        field.setPromptText(text(key));
        field.setAccessibleText(text(key));
        Controls.tip(field, key);
        PauseTransition typing = new PauseTransition(TYPING);
        typing.setOnFinished(event -> target.set(field.getText().trim()));
        field.textProperty().addListener((property, before, now) -> typing.playFromStart());
        field.setOnAction(event -> {
            typing.stop();
            target.set(field.getText().trim());
        });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
                field.clear();
                event.consume();
            }
        });
        Follow.value(field, target, now -> {
            if (!field.getText().trim().equals(now)) {
                field.setText(now);
                typing.stop();
            }
        });
        return field;
    }

    /** A field of plain text. */
    public static TextField field(String key, StringProperty target) {
        TextField field = new TextField();
        field.setPromptText(text(key));
        field.setAccessibleText(text(key));
        Controls.tip(field, key);
        field.textProperty().bindBidirectional(target);
        return field;
    }

    /** A choice among some values, each in its words. */
    public static <T> ComboBox<T> choice(String key, List<T> values, Property<T> target, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.getItems().setAll(values);
        box.setAccessibleText(text(key));
        Controls.tip(box, key);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String string) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        box.valueProperty().bindBidirectional(target);
        box.setMinWidth(Region.USE_PREF_SIZE);
        return box;
    }

    public static CheckBox check(String key, Property<Boolean> target) {
        CheckBox box = new CheckBox(text(key));
        Controls.tip(box, key);
        box.selectedProperty().bindBidirectional(target);
        box.setMinWidth(Region.USE_PREF_SIZE);
        return box;
    }

    /** Some values side by side, one of which is chosen; each has the id with its value behind it. */
    public static <T> HBox segments(String id, List<T> values, Property<T> target, Function<T, String> words) {
        ToggleGroup group = new ToggleGroup();
        HBox box = new HBox();
        for (T value : values) {
            ToggleButton button = new ToggleButton(words.apply(value));
            button.setToggleGroup(group);
            button.setId(id + "-" + value);
            button.setUserData(value);
            button.setSelected(value.equals(target.getValue()));
            button.setMinWidth(Region.USE_PREF_SIZE);
            // One of them is always chosen.
            button.setOnAction(event -> {
                target.setValue(value);
                button.setSelected(true);
            });
            box.getChildren().add(button);
        }
        for (int i = 0; i < values.size(); i++) {
            String place = i == 0 ? Styles.LEFT_PILL : i == values.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL;
            box.getChildren().get(i).getStyleClass().add(place);
        }
        Follow.value(
                box,
                target,
                now -> group.getToggles()
                        .forEach(toggle ->
                                toggle.setSelected(toggle.getUserData().equals(now))));
        return box;
    }
}
