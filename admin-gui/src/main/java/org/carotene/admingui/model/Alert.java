package org.carotene.admingui.model;

import org.jspecify.annotations.Nullable;

/**
 * A rule that is broken for longer than its grace period.
 *
 * @param subject the node, or empty for the cluster
 * @param value the sign's value now, null if it is unknown now
 * @param sinceNanos when it was first above the threshold, by {@link System#nanoTime}
 */
public record Alert(
        AlertRule rule, String subject, @Nullable Double value, long sinceNanos) {
    /** What names it among the others. */
    public String key() {
        return rule.sign() + "/" + subject;
    }
}
