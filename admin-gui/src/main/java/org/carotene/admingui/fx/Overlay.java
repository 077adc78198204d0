package org.carotene.admingui.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The layer above a window's content for dialogs: one at a time, closed by Escape; while one is shown the keyboard does not
 * leave it, and the focus goes back to where it was.
 */
public final class Overlay extends StackPane {
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private @Nullable Entry current;
    private @Nullable Node focusBefore;

    public Overlay() {
        getStyleClass().add("overlay");
        setVisible(false);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        sceneProperty().addListener((property, before, now) -> {
            if (now != null) {
                Follow.value(this, now.focusOwnerProperty(), this::keepInside);
            }
        });
    }

    /** Shows it, after those that are shown already; {@code closed} runs when it goes, however it goes. */
    public void show(Region dialog, Node first, Runnable closed) {
        waiting.add(new Entry(dialog, first, closed));
        if (current == null) {
            next();
        }
    }

    /** Whether a dialog is shown. */
    public boolean isShowing() {
        return current != null;
    }

    /** Closes the dialog that is shown. */
    public void close() {
        Entry gone = current;
        if (gone == null) {
            return;
        }
        current = null;
        getChildren().clear();
        gone.closed.run();
        next();
    }

    private void next() {
        Entry entry = waiting.poll();
        Scene scene = getScene();
        if (entry == null) {
            setVisible(false);
            if (focusBefore != null) {
                focusBefore.requestFocus();
                focusBefore = null;
            }
            return;
        }
        if (focusBefore == null && scene != null) {
            focusBefore = scene.getFocusOwner();
        }
        current = entry;
        entry.dialog.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().setAll(entry.dialog);
        setVisible(true);
        Platform.runLater(entry.first::requestFocus);
    }

    private void keepInside(@Nullable Node owner) {
        Entry entry = current;
        if (entry != null && owner != null && !inside(owner)) {
            Platform.runLater(entry.first::requestFocus);
        }
    }

    private boolean inside(Node node) {
        for (Parent parent = node.getParent(); parent != null; parent = parent.getParent()) {
            if (parent == this) {
                return true;
            }
        }
        return false;
    }

    private record Entry(Region dialog, Node first, Runnable closed) {}
}
