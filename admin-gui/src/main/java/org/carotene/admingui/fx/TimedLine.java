package org.carotene.admingui.fx;

import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A line of a list: the time, then parts side by side, one of which takes the room that is left. JavaFX thread only. */
public abstract class TimedLine<T> extends ListCell<LiveRow<T>> {
    private static final double TIME_WIDTH = 76;
    private static final int TIME_LENGTH = "00:00:00".length();
    private static final double DAY_WIDTH = 150;
    private static final double GAP = 12;

    private final Label time = Controls.label("", "event-time");
    private final HBox line = new HBox(GAP);

    /** With {@code wide}, which is one of the parts, as wide as can be; a long text in it is cut or wrapped. */
    protected TimedLine(Pos alignment, Label wide, Node... parts) {
        time.setMinWidth(TIME_WIDTH);
        Controls.grow(wide);
        wide.setMaxWidth(Double.MAX_VALUE);
        line.setAlignment(alignment);
        line.getChildren().add(time);
        line.getChildren().addAll(parts);
        // As wide as the list, and not as its longest line.
        setPrefWidth(0);
    }

    @Override
    protected final void updateItem(@Nullable LiveRow<T> row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        time.setText(Units.timeOrDay(at(row.get())));
        time.setMinWidth(time.getText().length() > TIME_LENGTH ? DAY_WIDTH : TIME_WIDTH);
        setAccessibleText(time.getText() + " " + show(row.get()));
        setGraphic(line);
    }

    protected abstract @Nullable Instant at(T value);

    /** Shows the rest, and says it in words for those who do not see it. */
    protected abstract String show(T value);

    /** A part that is always as wide. */
    protected static Label fixed(double width, String styleClass) {
        Label part = Controls.label("", styleClass);
        part.setMinWidth(width);
        part.setMaxWidth(width);
        return part;
    }
}
