package org.carotene.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting: its place in the file, what it takes, and what holds without it.
 *
 * @param path the key in the file, with the section before it: {@code cluster.secret}
 * @param without what holds when it is not set, or empty when that is nothing or found out at start
 */
record Key<T>(String path, Kind<T> kind, Optional<T> without) {

    static <T> Key<T> of(String path, Kind<T> kind, T without) {
        return new Key<>(path, kind, Optional.of(without));
    }

    static <T> Key<T> of(String path, Kind<T> kind) {
        return new Key<>(path, kind, Optional.empty());
    }

    /** The environment variable that overrides it. */
    String variable() {
        return variable(path);
    }

    static String variable(String path) {
        return "CAROTENE_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
