package org.carotene.admingui.fx;

import static org.carotene.admingui.fx.Texts.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Names with their values below each other; the values change where they stand. */
public final class Facts<T> extends GridPane {
    private final Map<Label, Function<T, String>> values = new LinkedHashMap<>();
    private int row;

    public Facts() {
        getStyleClass().add("facts");
        setHgap(16);
        setVgap(6);
        setMinHeight(USE_PREF_SIZE);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(120);
        names.setPrefWidth(140);
        ColumnConstraints said = new ColumnConstraints();
        said.setHgrow(Priority.ALWAYS);
        said.setFillWidth(true);
        getColumnConstraints().setAll(names, said);
    }

    /** A group's heading. */
    public Facts<T> group(String key) {
        Label heading = Controls.heading(key);
        if (row > 0) {
            heading.getStyleClass().add("heading-below");
        }
        add(heading, 0, row++, 2, 1);
        return this;
    }

    public Facts<T> fact(String key, Function<T, String> value) {
        add(key, value);
        return this;
    }

    /** One whose letters are to be compared: all are as wide. */
    public Facts<T> mono(String key, Function<T, String> value) {
        add(key, value).getStyleClass().add("mono");
        return this;
    }

    private Label add(String key, Function<T, String> value) {
        Label name = Controls.label(text(key), "fact-name");
        Controls.tip(name, key);
        name.setMinWidth(USE_PREF_SIZE);
        name.setMaxWidth(150);
        name.setWrapText(true);
        Label said = Controls.label("", "fact-value");
        said.setId(key);
        said.setWrapText(true);
        said.setMaxWidth(Double.MAX_VALUE);
        name.setLabelFor(said);
        GridPane.setValignment(name, VPos.TOP);
        add(name, 0, row);
        add(said, 1, row++);
        values.put(said, value);
        return said;
    }

    /** Shows this value's; nothing for null. */
    public void show(@Nullable T value) {
        values.forEach((label, words) -> label.setText(value == null ? "" : words.apply(value)));
    }
}
