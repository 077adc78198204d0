package org.carotene.admingui.fx;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Lines over the last minutes, "now" on the right: one path for each series, a gap where a value is unknown.
 *
 * <p>JavaFX's own line chart makes a node of each point; this one is some dozen nodes whatever it shows.
 */
public final class RateChart extends Region {
    private static final int GRID_LINES = 4;
    private static final double LEFT = 52;
    private static final double BOTTOM = 20;
    private static final double TOP = 8;

    private final List<Path> lines = new ArrayList<>();
    private final List<Line> grid = new ArrayList<>();
    private final List<Text> marks = new ArrayList<>();
    private final Text begin = mark();
    private final Text end = mark();
    private List<double[]> series = List.of();
    private int capacity = 1;

    /** {@code styleClasses} has one for each series. */
    public RateChart(String name, String... styleClasses) {
        getStyleClass().add("rate-chart");
        setAccessibleText(name);
        for (int i = 0; i <= GRID_LINES; i++) {
            Line line = new Line();
            line.getStyleClass().add("chart-grid");
            grid.add(line);
            marks.add(mark());
        }
        for (String styleClass : styleClasses) {
            Path path = new Path();
            path.getStyleClass().addAll("chart-line", styleClass);
            path.setManaged(false);
            lines.add(path);
        }
        getChildren().addAll(grid);
        getChildren().addAll(marks);
        getChildren().addAll(begin, end);
        getChildren().addAll(lines);
        setMinSize(160, 90);
        setPrefSize(420, 180);
    }

    /**
     * Shows these values, oldest first, one for each second; {@code NaN} is unknown.
     *
     * @param seconds how many the whole width holds
     */
    public void show(int seconds, List<double[]> values) {
        capacity = Math.max(2, seconds);
        series = values;
        begin.setText("-" + Units.span(seconds * 1000L));
        end.setText(Texts.text("now"));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - LEFT - 6;
        double height = getHeight() - BOTTOM - TOP;
        double top = niceTop(series);
        for (int i = 0; i <= GRID_LINES; i++) {
            double y = Math.round(TOP + height - height * i / GRID_LINES) + 0.5;
            Line line = grid.get(i);
            line.setStartX(LEFT);
            line.setEndX(LEFT + width);
            line.setStartY(y);
            line.setEndY(y);
            Text label = marks.get(i);
            label.setText(i == 0 ? "0" : Units.rate(top * i / GRID_LINES));
            label.setX(LEFT - 8 - label.getLayoutBounds().getWidth());
            label.setY(y);
        }
        begin.setX(LEFT);
        begin.setY(getHeight() - BOTTOM / 2);
        end.setX(LEFT + width - end.getLayoutBounds().getWidth());
        end.setY(getHeight() - BOTTOM / 2);
        for (int i = 0; i < lines.size(); i++) {
            double[] values = i < series.size() ? series.get(i) : new double[0];
            lines.get(i).getElements().setAll(elements(values, width, height, top));
        }
    }

    private List<PathElement> elements(double[] values, double width, double height, double top) {
        List<PathElement> elements = new ArrayList<>(values.length);
        boolean down = false;
        double step = width / (capacity - 1);
        double first = LEFT + width - step * (values.length - 1);
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            double x = first + step * i;
            if (Double.isNaN(value) || x < LEFT - 0.5) {
                down = false;
                continue;
            }
            double y = TOP + height - height * value / top;
            elements.add(down ? new LineTo(x, y) : new MoveTo(x, y));
            down = true;
        }
        return elements;
    }

    /** The next of 1, 2, 4, 5 and 10 times a power of ten above all values, so that the marks are round. */
    static double niceTop(List<double[]> series) {
        double max = 0;
        for (double[] values : series) {
            for (double value : values) {
                if (value > max) {
                    max = value;
                }
            }
        }
        if (max <= 1) {
            return max == 0 ? 4 : 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(max)));
        for (double factor : new double[] {1, 2, 4, 5, 10}) {
            if (max <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static Text mark() {
        Text text = new Text();
        text.getStyleClass().add("chart-mark");
        text.setTextOrigin(VPos.CENTER);
        text.setManaged(false);
        return text;
    }

    /** The values of a history with gaps, for {@link #show}. */
    public static double[] values(List<@Nullable Double> history) {
        double[] values = new double[history.size()];
        for (int i = 0; i < values.length; i++) {
            Double value = history.get(i);
            values[i] = value == null ? Double.NaN : value;
        }
        return values;
    }
}
