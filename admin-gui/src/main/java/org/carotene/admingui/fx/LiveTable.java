package org.carotene.admingui.fx;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;
import org.carotene.admingui.profile.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A table over {@link LiveRows}: figures change where they stand, the selection stays, and the order, the widths and
 * the visibility of its columns are remembered. The texts of a column are {@code NAME.COLUMN} and {@code NAME.COLUMN.tip}.
 */
public final class LiveTable<T> {
    private static final double ROW_HEIGHT = 34;
    private static final double UNCHOSEN_WIDTH = 80;
    private static final String UNKNOWN = "?";

    private final String name;
    private final Memory memory;
    private final LiveRows<T> rows;
    private final boolean sortable;
    private final TableView<LiveRow<T>> view = new TableView<>();
    private boolean adding;
    private boolean restoring;

    /** With {@code sortable} by a click on a column; a list that is paged on the node is sorted there. */
    public LiveTable(String name, Memory memory, LiveRows<T> rows, boolean sortable) {
        this.name = name;
        this.memory = memory;
        this.rows = rows;
        this.sortable = sortable;
        view.setId(name + "-table");
        view.setAccessibleText(Texts.text(name + ".table"));
        view.setFixedCellSize(ROW_HEIGHT);
        view.setTableMenuButtonVisible(true);
        view.setPlaceholder(new Label(""));
        view.getStyleClass().add("live-table");
        if (sortable) {
            SortedList<LiveRow<T>> sorted = new SortedList<>(rows.list());
            sorted.comparatorProperty().bind(view.comparatorProperty());
            view.setItems(sorted);
        } else {
            view.setItems(rows.list());
        }
        // Rows that come and go are no choice of the operator's, nor is a selection that moves with them.
        LiveList.keepSelection(view, rows, view.getSelectionModel(), moving -> restoring = moving);
        keepOrder();
    }

    public TableView<LiveRow<T>> view() {
        return view;
    }

    /** Several rows can be selected. */
    public LiveTable<T> multiple() {
        view.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        return this;
    }

    /** What Enter and a double click do with a row. */
    public LiveTable<T> onOpen(Consumer<T> action) {
        view.setRowFactory(table -> {
            TableRow<LiveRow<T>> row = new TableRow<>();
            row.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                    action.accept(row.getItem().get());
                }
            });
            return row;
        });
        view.setOnKeyPressed(event -> {
            LiveRow<T> selected = view.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && selected != null) {
                action.accept(selected.get());
                event.consume();
            }
        });
        return this;
    }

    /** Called with the value whenever the operator selects another row. */
    public LiveTable<T> onSelect(Consumer<T> action) {
        view.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null && !restoring) {
                action.accept(now.get());
            }
        });
        return this;
    }

    /**
     * Selects what is shown beside the table, without a word to {@link #onSelect}: the row of that id, unless it is selected
     * already, and no row for null or an id that is not here. Several rows stay when nothing is shown any more.
     */
    public void select(@Nullable String id) {
        var selection = view.getSelectionModel();
        LiveRow<T> row = id == null ? null : rows.byId(id);
        if (row == null
                ? id == null && selected().size() > 1
                : selection.getSelectedItems().contains(row)) {
            return;
        }
        restoring = true;
        selection.clearSelection();
        if (row != null) {
            selection.select(row);
        }
        restoring = false;
    }

    /** The values of the selected rows. */
    public List<T> selected() {
        return view.getSelectionModel().getSelectedItems().stream()
                .filter(row -> row != null)
                .map(LiveRow::get)
                .toList();
    }

    public LiveTable<T> text(String column, double width, Function<T, String> words) {
        add(column, width, Comparator.comparing(words, String.CASE_INSENSITIVE_ORDER), () -> new WordCell(words));
        return this;
    }

    /** A column of figures, on the right; the unknown are sorted last. */
    public <N extends Comparable<N>> LiveTable<T> figure(
            String column, double width, Function<T, @Nullable N> figure, Function<@Nullable N, String> format) {
        Comparator<T> order = (a, b) -> compare(figure.apply(a), figure.apply(b));
        TableColumn<LiveRow<T>, T> added =
                add(column, width, order, () -> new WordCell(value -> figure(format.apply(figure.apply(value)))));
        added.getStyleClass().add("figure-column");
        return this;
    }

    /** The unknown in a column of figures, which has no room for the word. */
    private static String figure(String words) {
        return words.equals(Units.unknown()) ? UNKNOWN : words;
    }

    /** A column with cells of its own. */
    public LiveTable<T> cells(String column, double width, Comparator<T> order, Function<T, CellLook> look) {
        add(column, width, order, () -> new LookCell(look));
        return this;
    }

    /** All columns are always shown. */
    public LiveTable<T> whole() {
        view.setTableMenuButtonVisible(false);
        return this;
    }

    /** Leaves a column out until the operator asks for it. */
    public LiveTable<T> hidden(String column) {
        String key = name + "." + column;
        view.getColumns().stream()
                .filter(one -> key.equals(one.getId()))
                .forEach(one -> one.setVisible(memory.flag("shown." + key, false)));
        return this;
    }

    private static <N extends Comparable<N>> int compare(@Nullable N a, @Nullable N b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        return a.compareTo(b);
    }

    private TableColumn<LiveRow<T>, T> add(
            String column, double width, Comparator<T> order, Supplier<TableCell<LiveRow<T>, T>> cell) {
        TableColumn<LiveRow<T>, T> added = new TableColumn<>();
        String key = name + "." + column;
        Label title = new Label(Texts.text(key));
        Controls.tip(title, key);
        added.setGraphic(title);
        added.setText(null);
        added.setId(key);
        added.setSortable(sortable);
        added.setComparator(order);
        added.setCellValueFactory(features -> features.getValue().value());
        added.setCellFactory(table -> cell.get());
        double wanted = memory.number("column." + key, width);
        // Of exactly its default width JavaFX takes it that nobody has chosen one.
        added.setPrefWidth(wanted == UNCHOSEN_WIDTH ? wanted + 1 : wanted);
        added.widthProperty().addListener((property, before, now) -> memory.keep("column." + key, now.intValue()));
        added.setVisible(memory.flag("shown." + key, true));
        added.visibleProperty().addListener((property, before, now) -> memory.keep("shown." + key, now));
        insert(added);
        return added;
    }

    /** Where it was among the others when the operator last moved one of them; a new one is the last. */
    private void insert(TableColumn<LiveRow<T>, T> added) {
        List<String> order = List.of(memory.text("order." + name, "").split(" "));
        int place = order.indexOf(added.getId());
        int at = 0;
        while (at < view.getColumns().size()
                && (place < 0 || order.indexOf(view.getColumns().get(at).getId()) < place)) {
            at++;
        }
        adding = true;
        view.getColumns().add(at, added);
        adding = false;
    }

    private void keepOrder() {
        view.getColumns().addListener((ListChangeListener<TableColumn<LiveRow<T>, ?>>) change -> {
            if (!adding) {
                memory.keep(
                        "order." + name,
                        view.getColumns().stream().map(TableColumn::getId).collect(Collectors.joining(" ")));
            }
        });
    }

    /** How a cell looks: its words and a style class such as {@code danger}. */
    public record CellLook(
            String words,
            @Nullable String styleClass,
            @Nullable String tooltip) {}

    private final class WordCell extends TableCell<LiveRow<T>, T> {
        private final Function<T, String> words;

        WordCell(Function<T, String> words) {
            this.words = words;
            // What is cut can be read all the same.
            hoverProperty().addListener((property, before, now) -> setTooltip(now ? tooltip() : null));
        }

        private @Nullable Tooltip tooltip() {
            if (UNKNOWN.equals(getText())) {
                return new Tooltip(Units.unknown());
            }
            return cut() ? new Tooltip(getText()) : null;
        }

        private boolean cut() {
            return lookup(".text") instanceof Text shown && !shown.getText().equals(getText());
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
            setAccessibleText(UNKNOWN.equals(getText()) ? Units.unknown() : getText());
        }
    }

    private final class LookCell extends TableCell<LiveRow<T>, T> {
        private final Function<T, CellLook> look;
        private final Label label = new Label();

        LookCell(Function<T, CellLook> look) {
            this.look = look;
            setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            CellLook now = look.apply(item);
            label.setText(now.words());
            label.getStyleClass().setAll("label");
            if (now.styleClass() != null) {
                label.getStyleClass().addAll("badge", now.styleClass());
            }
            label.setTooltip(now.tooltip() == null ? null : new Tooltip(now.tooltip()));
            setGraphic(label);
        }
    }
}
