package org.carotene.admingui.fx;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A row that stays the same object while its value moves. JavaFX thread only. */
public final class LiveRow<T> {
    private final String id;
    private final ReadOnlyObjectWrapper<T> value;

    LiveRow(String id, T value) {
        this.id = id;
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public String id() {
        return id;
    }

    public T get() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> value() {
        return value.getReadOnlyProperty();
    }

    void set(T next) {
        value.set(next);
    }
}
