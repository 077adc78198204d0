package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of disconnecting clients; with a dry run, what would. */
public record Disconnected(
        String answeredBy,
        Instant at,
        List<Missing> missing,
        long disconnected,
        @Nullable Long gone) implements Answer {}
