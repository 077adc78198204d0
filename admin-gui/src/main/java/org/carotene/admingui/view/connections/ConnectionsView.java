package org.carotene.admingui.view.connections;

import static org.carotene.admingui.fx.Texts.text;

import java.io.File;
import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.stage.FileChooser;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.PageId;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The saved connections, and one of them to be changed. */
public final class ConnectionsView {
    private final Desk desk;
    private final Dialogs dialogs;
    private final ListView<Profile> list;
    private final ProfileForm form;
    private final PageFrame root;

    public ConnectionsView(Desk desk, Dialogs dialogs) {
        this.desk = desk;
        this.dialogs = dialogs;
        this.list = new ListView<>(desk.saved());
        list.setId("profiles");
        list.setAccessibleText(text("connections.saved"));
        list.getStyleClass().add("plain-list");
        list.setCellFactory(view -> new ProfileCell());
        list.setFixedCellSize(52);
        list.setPlaceholder(wrapped(text("connections.none")));
        form = new ProfileForm(
                desk, desk.saved().isEmpty() ? Desk.thisMachine() : desk.saved().get(0));
        list.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                form.edit(now);
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                connect();
            }
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                connect();
                event.consume();
            }
        });
        Follow.list(list, desk.saved(), this::keepSelected);
        Button fresh = Controls.button("connections.new", Feather.PLUS, () -> {
            list.getSelectionModel().clearSelection();
            form.edit(Desk.thisMachine());
        });
        fresh.setId("profile-new");
        Button remove = Controls.button("connections.remove", Feather.TRASH_2, this::remove);
        remove.disableProperty()
                .bind(list.getSelectionModel().selectedItemProperty().isNull());
        Button disconnect = Controls.button("connections.disconnect", Feather.LOG_OUT, desk::disconnect);
        disconnect.disableProperty().bind(desk.workspace().isNull());
        VBox left = Controls.column(10, Controls.bar(fresh, remove), Controls.grow(list));
        left.setPrefWidth(330);
        left.setMinWidth(260);
        ScrollPane right = new ScrollPane(form);
        right.setFitToWidth(true);
        right.getStyleClass().add("edge-to-edge");
        Controls.grow(right);
        if (desk.saved().isEmpty()) {
            // At the first start: what is filled in is enough for the nodes of this machine.
            Platform.runLater(form::focusConnect);
        }
        root = new PageFrame(
                PageId.CONNECTIONS,
                new HBox(28, left, right),
                disconnect,
                Controls.button("connections.import", Feather.UPLOAD, this::importFrom),
                Controls.button("connections.export", Feather.DOWNLOAD, this::exportTo));
    }

    public Region root() {
        return root;
    }

    private void connect() {
        Profile profile = list.getSelectionModel().getSelectedItem();
        if (profile != null) {
            desk.connect(profile);
        }
    }

    private void keepSelected() {
        if (list.getSelectionModel().getSelectedItem() == null && !desk.saved().isEmpty()) {
            desk.saved().stream()
                    .filter(profile -> profile.id().equals(form.shown()))
                    .findFirst()
                    .ifPresentOrElse(list.getSelectionModel()::select, list.getSelectionModel()::selectLast);
        }
    }

    private void remove() {
        Profile profile = list.getSelectionModel().getSelectedItem();
        if (profile != null) {
            dialogs.confirm(
                    text("connections.remove.title", profile.name()),
                    text("connections.remove.detail"),
                    text("connections.remove"),
                    null,
                    () -> desk.remove(profile));
        }
    }

    private void importFrom() {
        File file = chooser("connections.import").showOpenDialog(root.getScene().getWindow());
        if (file != null) {
            desk.importFrom(file.toPath());
        }
    }

    private void exportTo() {
        FileChooser chooser = chooser("connections.export");
        chooser.setInitialFileName("carotene-connections.json");
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            desk.exportTo(file.toPath());
        }
    }

    private static FileChooser chooser(String key) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text(key));
        return chooser;
    }

    private static Label wrapped(String words) {
        Label label = Controls.label(words, "muted");
        label.setWrapText(true);
        label.setMaxWidth(260);
        return label;
    }

    private static final class ProfileCell extends ListCell<Profile> {
        @Override
        protected void updateItem(@Nullable Profile profile, boolean empty) {
            super.updateItem(profile, empty);
            if (empty || profile == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            Circle dot = new Circle(6);
            dot.getStyleClass()
                    .addAll("profile-dot", "profile-" + profile.colour().name().toLowerCase(Locale.ROOT));
            setGraphic(dot);
            setGraphicTextGap(10);
            setText(profile.name() + "\n" + profile.seeds().get(0)
                    + (profile.seeds().size() > 1
                            ? text("connections.more", profile.seeds().size() - 1)
                            : "")
                    + (profile.production() ? "  ·  " + text("production") : ""));
        }
    }
}
