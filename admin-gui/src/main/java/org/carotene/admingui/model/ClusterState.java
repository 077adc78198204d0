package org.carotene.admingui.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cluster at one moment.
 *
 * @param refusal why there was no answer to the last question for figures, null when there was one
 * @param overview the last figures, null before the first
 * @param heardNanos when they came, by {@link System#nanoTime}
 * @param elsewhere what nodes have said that the connected node does not hear
 * @param silent why others that it does not hear say nothing, by name, or by address where the name is not known
 */
public record ClusterState(
        LinkState link,
        @Nullable Sentence refusal,
        @Nullable Overview overview,
        long heardNanos,
        List<Page<NodeSummary>> elsewhere,
        Map<String, Sentence> silent) {
    /** Before anything is known. */
    public static final ClusterState NOTHING = new ClusterState(LinkState.CLOSED, null, null, 0, List.of(), Map.of());

    public ClusterState {
        elsewhere = List.copyOf(elsewhere);
        silent = Map.copyOf(silent);
    }

    /** Why there are no new figures, or null where nothing is known to be wrong. */
    public @Nullable Sentence problem() {
        return link.problem() == null ? refusal : link.problem();
    }

    /** Who sees whom. */
    public Sight sight() {
        return Sight.of(overview, elsewhere, silent);
    }

    /** How old the figures are, or null if there are none. */
    public @Nullable Long ageMs(long nowNanos) {
        return overview == null ? null : Math.max(0, (nowNanos - heardNanos) / 1_000_000);
    }
}
