package org.carotene.admingui.fx;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * Lists over {@link LiveRows} without a box around them. What is selected stays selected, and who has scrolled down keeps
 * reading where he was while new rows come above. JavaFX thread only.
 */
public final class LiveList {
    private LiveList() {}

    /** All of these rows; the text of {@code nameKey} names the list to a screen reader. */
    public static <T> ListView<LiveRow<T>> of(
            String id, String nameKey, LiveRows<T> rows, Supplier<ListCell<LiveRow<T>>> cell) {
        return of(id, nameKey, rows, rows.list(), cell);
    }

    /** Those of the rows that are in {@code shown}. */
    public static <T> ListView<LiveRow<T>> of(
            String id,
            String nameKey,
            LiveRows<T> rows,
            ObservableList<LiveRow<T>> shown,
            Supplier<ListCell<LiveRow<T>>> cell) {
        ListView<LiveRow<T>> list = new ListView<>(shown);
        list.setId(id);
        list.setAccessibleText(Texts.text(nameKey));
        list.getStyleClass().add("plain-list");
        list.setCellFactory(view -> cell.get());
        Selection<T> selection = new Selection<>(rows, list.getSelectionModel());
        Place<T> place = new Place<>(list);
        rows.around(Follow.keep(list, new LiveRows.Mover() {
            @Override
            public void before() {
                selection.remember();
                place.remember();
            }

            @Override
            public void after() {
                selection.selectAgain();
                place.goBack();
            }
        }));
        return list;
    }

    /** Selects what was selected again after the rows have changed their order; {@code moving} is told when that is going on. */
    static <T> void keepSelection(
            Node view, LiveRows<T> rows, MultipleSelectionModel<LiveRow<T>> selection, Consumer<Boolean> moving) {
        Selection<T> kept = new Selection<>(rows, selection);
        rows.around(Follow.keep(view, new LiveRows.Mover() {
            @Override
            public void before() {
                moving.accept(true);
                kept.remember();
            }

            @Override
            public void after() {
                kept.selectAgain();
                moving.accept(false);
            }
        }));
    }

    private static final class Selection<T> {
        private final LiveRows<T> rows;
        private final MultipleSelectionModel<LiveRow<T>> selection;
        private List<LiveRow<T>> selected = List.of();

        Selection(LiveRows<T> rows, MultipleSelectionModel<LiveRow<T>> selection) {
            this.rows = rows;
            this.selection = selection;
        }

        void remember() {
            selected = selection.getSelectedItems().stream()
                    .filter(row -> row != null)
                    .toList();
        }

        void selectAgain() {
            if (selection.getSelectedItems().equals(selected)) {
                return;
            }
            selection.clearSelection();
            for (LiveRow<T> row : selected) {
                if (rows.byId(row.id()) == row) {
                    selection.select(row);
                }
            }
        }
    }

    /** The row at the top of what is seen. */
    private static final class Place<T> {
        private final ListView<LiveRow<T>> list;
        private @Nullable LiveRow<T> top;
        private double above;

        Place(ListView<LiveRow<T>> list) {
            this.list = list;
        }

        void remember() {
            top = null;
            if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                    && flow.getFirstVisibleCell() instanceof ListCell<?> first
                    && (first.getIndex() > 0 || first.getLayoutY() < 0)) {
                above = first.getLayoutY();
                int index = first.getIndex();
                top = index < list.getItems().size() ? list.getItems().get(index) : null;
            }
        }

        void goBack() {
            int index = top == null ? -1 : list.getItems().indexOf(top);
            if (index < 0) {
                return;
            }
            // The list has to know how many rows there are now.
            list.layout();
            if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
                flow.scrollToTop(index);
                flow.scrollPixels(-above);
            }
        }
    }
}
