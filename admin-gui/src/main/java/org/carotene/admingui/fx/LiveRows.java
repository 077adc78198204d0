package org.carotene.admingui.fx;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table or list, updated in place by their ids: who is selected stays selected, and who only has new figures
 * is not touched otherwise. JavaFX thread only.
 */
public final class LiveRows<T> {
    private final Function<? super T, String> id;
    private final ObservableList<LiveRow<T>> list = FXCollections.observableArrayList();
    private final Map<String, LiveRow<T>> byId = new HashMap<>();
    private WeakReference<@Nullable Mover> mover = new WeakReference<>(null);

    public LiveRows(Function<? super T, String> id) {
        this.id = id;
    }

    /** The rows in their order; not to be changed by others. */
    public ObservableList<LiveRow<T>> list() {
        return list;
    }

    /** What the one view of the rows does around a change of their order, to keep its selection and its place. */
    interface Mover {
        void before();

        void after();
    }

    /** Whoever is the one view of the rows keeps the mover: rows outlive their view. */
    void around(Mover view) {
        mover = new WeakReference<>(view);
    }

    public @Nullable LiveRow<T> byId(String key) {
        return byId.get(key);
    }

    /** Takes these values in their order; of several with one id the first. */
    public void update(List<? extends T> values) {
        List<LiveRow<T>> next = new ArrayList<>(values.size());
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            String key = id.apply(value);
            if (seen.add(key)) {
                next.add(row(key, value));
            }
        }
        byId.keySet().retainAll(seen);
        if (!next.equals(list)) {
            move(() -> list.setAll(next));
        }
    }

    /** Takes these values where their rows are; new ones come last, those that are missing go. */
    public void updateInPlace(List<? extends T> values) {
        Map<String, T> coming = new HashMap<>();
        values.forEach(value -> coming.put(id.apply(value), value));
        List<T> ordered = new ArrayList<>(values.size());
        for (LiveRow<T> row : list) {
            T value = coming.remove(row.id());
            if (value != null) {
                ordered.add(value);
            }
        }
        values.stream().filter(value -> coming.containsKey(id.apply(value))).forEach(ordered::add);
        update(ordered);
    }

    /** Puts new ones first and keeps at most {@code max}, the newest. The others are not touched, and stay selected. */
    public void addFirst(List<? extends T> newestFirst, int max) {
        List<LiveRow<T>> fresh = new ArrayList<>();
        for (T value : newestFirst) {
            String key = id.apply(value);
            if (fresh.size() < max && !byId.containsKey(key)) {
                fresh.add(row(key, value));
            }
        }
        move(() -> {
            keepFirst(max - fresh.size());
            list.addAll(0, fresh);
        });
    }

    /** Lets all go but the first ones. */
    public void keepFirst(int max) {
        if (list.size() > max) {
            list.subList(max, list.size()).forEach(row -> byId.remove(row.id()));
            list.remove(max, list.size());
        }
    }

    public void clear() {
        update(List.of());
    }

    private void move(Runnable change) {
        Mover view = mover.get();
        if (view == null) {
            change.run();
            return;
        }
        view.before();
        change.run();
        view.after();
    }

    private LiveRow<T> row(String key, T value) {
        LiveRow<T> row = byId.get(key);
        if (row == null) {
            row = new LiveRow<>(key, value);
            byId.put(key, row);
        } else {
            row.set(value);
        }
        return row;
    }
}
