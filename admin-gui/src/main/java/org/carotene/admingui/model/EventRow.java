package org.carotene.admingui.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened, as one node saw it by its clock. */
public record EventRow(
        String id,
        Instant at,
        String node,
        String type,
        @Nullable String severity,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String operator,
        @Nullable String from) {}
