package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param total how many fit the filter in the whole cluster, null if unknown
 * @param totalAtLeast where the total is unknown since nodes may count the same: how many there are at least; else null
 * @param totalAtMost likewise, how many at most
 * @param next the cursor of the following page, null at the end
 */
public record Page<T>(
        String answeredBy,
        Instant at,
        List<Missing> missing,
        List<T> items,
        @Nullable Long total,
        @Nullable Long totalAtLeast,
        @Nullable Long totalAtMost,
        @Nullable String next)
        implements Answer {
    public Page {
        missing = List.copyOf(missing);
        items = List.copyOf(items);
    }
}
