package org.carotene.admingui.fx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.WeakListChangeListener;
import javafx.scene.Node;

/**
 * Listeners that live as long as the node that they serve: what they listen to outlives it, and does not keep it. With a
 * plain listener each change of the language would leave a whole window behind. JavaFX thread only.
 */
public final class Follow {
    private static final Object KEPT = new Object();

    private Follow() {}

    /** Runs the action with each new value, while the node is in use. */
    public static <T> void value(Node node, ObservableValue<T> value, Consumer<? super T> action) {
        ChangeListener<T> listener = (property, before, now) -> action.accept(now);
        keep(node, listener);
        value.addListener(new WeakChangeListener<>(listener));
    }

    /** Runs the action whenever one of these may have changed, while the node is in use. */
    public static void any(Node node, Runnable action, Observable... changing) {
        InvalidationListener listener = observable -> action.run();
        keep(node, listener);
        for (Observable one : changing) {
            one.addListener(new WeakInvalidationListener(listener));
        }
    }

    /** Runs the action after each change of the list, behind the list's own view, while the node is in use. */
    public static <T> void list(Node node, ObservableList<T> list, Runnable action) {
        ListChangeListener<T> listener = change -> action.run();
        keep(node, listener);
        list.addListener(new WeakListChangeListener<>(listener));
    }

    /** Lets something live as long as the node. */
    static <T> T keep(Node node, T what) {
        @SuppressWarnings("unchecked")
        List<Object> kept = (List<Object>) node.getProperties().computeIfAbsent(KEPT, key -> new ArrayList<Object>());
        kept.add(what);
        return what;
    }
}
