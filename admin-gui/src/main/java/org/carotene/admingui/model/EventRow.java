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
        @Nullable String from,
        @Nullable Sentence said) {
    /** What has happened; in the node's words alone where it is of a version that says no more. */
    public Sentence sentence() {
        return said == null ? Sentence.free(text == null ? subject : text) : said;
    }
}
