package org.carotene.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings while they are gathered and checked: what was written for each key, and all that is wrong so far.
 *
 * <p>One thread. Later writers override earlier ones; all complaints are kept, so that an operator mends them in one go.
 */
final class Draft {

    private final Map<String, Written> written = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    void write(Key<?> key, Written value) {
        written.put(key.path(), value);
    }

    void complain(String where, String what) {
        complaints.add(where + ": " + what);
    }

    /** Where the key was set, or its name if it was not. */
    String where(Key<?> key) {
        Written value = written.get(key.path());
        return value == null ? key.path() : value.where();
    }

    boolean has(Key<?> key) {
        return written.containsKey(key.path());
    }

    /** The value, or the default that every caller of this method knows to be there. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no default: " + key.path()));
    }

    /** The value, or what holds without it if that is anything; a value that is refused counts as not set. */
    <T> Optional<T> find(Key<T> key) {
        Optional<T> read = Optional.ofNullable(written.get(key.path())).flatMap(value -> read(key.kind(), value));
        return read.isPresent() ? read : key.without();
    }

    /** The items of a list, without those that are refused. */
    <T> List<T> list(Key<List<T>> key) {
        if (written.get(key.path()) instanceof Written.Items items) {
            return items.items().stream()
                    .flatMap(item -> readText(key.kind(), item).stream())
                    .flatMap(List::stream)
                    .toList();
        }
        return get(key);
    }

    /** Ends the gathering. */
    void check() {
        if (!complaints.isEmpty()) {
            throw new SettingsException(complaints);
        }
    }

    private <T> Optional<T> read(Kind<T> kind, Written value) {
        if (value instanceof Written.Items) {
            complain(value.where(), "a list " + kind.expected());
            return Optional.empty();
        }
        Written.Text text = (Written.Text) value;
        if (kind.many()) {
            complain(text.where(), shown(kind, text) + " " + kind.expected());
            return Optional.empty();
        }
        return readText(kind, text);
    }

    private <T> Optional<T> readText(Kind<T> kind, Written.Text value) {
        try {
            return Optional.of(kind.read(value.text()));
        } catch (IllegalArgumentException e) {
            // What was expected says more than the reader's own message.
            complain(value.where(), shown(kind, value) + " " + (kind.many() ? kind.expectedItem() : kind.expected()));
            return Optional.empty();
        }
    }

    private static String shown(Kind<?> kind, Written.Text value) {
        return kind.secret() ? "not shown" : "'" + value.text() + "'";
    }
}
