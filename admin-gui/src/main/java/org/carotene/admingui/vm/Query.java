package org.carotene.admingui.vm;

import org.jspecify.annotations.Nullable;

/** The path of a request with its parameters; those that are empty are left out. */
record Query(String path) {
    Query with(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        return new Query(path + (path.contains("?") ? "&" : "?") + name + "=" + Acts.encoded(value));
    }

    Query limit(int limit) {
        return with("limit", Integer.toString(limit));
    }
}
