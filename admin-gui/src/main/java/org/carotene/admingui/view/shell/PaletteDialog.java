package org.carotene.admingui.view.shell;

import static org.carotene.admingui.fx.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Overlay;
import org.carotene.admingui.vm.PaletteViewModel;
import org.carotene.admingui.vm.PaletteViewModel.Entry;
import org.jspecify.annotations.Nullable;

/** Go to anything by some letters of its name. */
final class PaletteDialog {
    private static final double ROW = 36;
    private static final int MOST_ROWS = 9;

    private final Overlay overlay;
    private final PaletteViewModel model;

    PaletteDialog(Overlay overlay, PaletteViewModel model) {
        this.overlay = overlay;
        this.model = model;
    }

    void open() {
        if (overlay.isShowing()) {
            return;
        }
        TextField typed = new TextField();
        typed.setId("palette");
        typed.setPromptText(text("palette.prompt"));
        typed.setAccessibleText(text("palette.prompt"));
        ListView<Entry> list = new ListView<>();
        list.setId("palette-list");
        list.getStyleClass().add("plain-list");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new EntryCell());
        list.setPlaceholder(Controls.label(text("palette.none"), "muted"));
        Runnable find = () -> {
            list.getItems().setAll(model.find(typed.getText()));
            list.getSelectionModel().selectFirst();
            // No larger than what it has to show, and nothing below it moves.
            double rows = Math.max(1, Math.min(MOST_ROWS, list.getItems().size()));
            list.setMinHeight(ROW * rows + 2);
            list.setPrefHeight(ROW * rows + 2);
        };
        typed.textProperty().addListener(observable -> find.run());
        find.run();
        typed.setOnKeyPressed(event -> {
            int at = list.getSelectionModel().getSelectedIndex();
            if (event.getCode() == KeyCode.DOWN) {
                list.getSelectionModel().select(Math.min(at + 1, list.getItems().size() - 1));
                event.consume();
            } else if (event.getCode() == KeyCode.UP) {
                list.getSelectionModel().select(Math.max(at - 1, 0));
                event.consume();
            }
            list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 6));
        });
        typed.setOnAction(event -> go(list.getSelectionModel().getSelectedItem()));
        list.setOnMouseClicked(event -> go(list.getSelectionModel().getSelectedItem()));
        VBox dialog = new VBox(8, typed, list);
        dialog.getStyleClass().addAll("dialog", "palette-dialog");
        dialog.setPrefWidth(560);
        overlay.show(dialog, typed, () -> {});
    }

    private void go(@Nullable Entry entry) {
        if (entry != null) {
            overlay.close();
            entry.go().run();
        }
    }

    private static final class EntryCell extends ListCell<Entry> {
        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            Label kind = Controls.label(text(entry.kind()), "muted");
            HBox line = new HBox(8, Controls.label(entry.title()), Controls.spacer(), kind);
            line.setAlignment(Pos.CENTER_LEFT);
            setGraphic(line);
            setAccessibleText(entry.title() + ", " + kind.getText());
        }
    }
}
