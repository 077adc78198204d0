package org.carotene.admingui.model;

import org.jspecify.annotations.Nullable;

/** A node that an answer is without, and why. */
public record Missing(String node, String reason, @Nullable Sentence said) {
    /** Why; in words alone where the node that answers is of a version that says no more. */
    public Sentence sentence() {
        return said == null ? Sentence.free(reason) : said;
    }
}
