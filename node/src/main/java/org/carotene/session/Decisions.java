package org.carotene.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.carotene.channel.ChannelName;
import org.carotene.session.Authorizer.Action;
import org.jspecify.annotations.Nullable;

/**
 * What the backend has decided about one user's actions on channels, for a while, so that it is not asked for each
 * publication. Used on the session's lane only.
 */
final class Decisions {

    /** How many are kept; the oldest goes first. */
    static final int MAX_KEPT = 256;

    private final Map<About, Decision> kept = new LinkedHashMap<>();
    private final long keptNanos;
    private final LongSupplier nanoTime;

    Decisions(Duration keptFor, LongSupplier nanoTime) {
        this.keptNanos = keptFor.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether the action is allowed, or null when the backend must be asked. */
    @Nullable
    Boolean about(Action action, ChannelName channel) {
        About about = new About(action, channel);
        Decision decision = kept.get(about);
        if (decision == null) {
            return null;
        }
        if (nanoTime.getAsLong() - decision.sinceNanos >= keptNanos) {
            kept.remove(about);
            return null;
        }
        return decision.allowed;
    }

    void keep(Action action, ChannelName channel, boolean allowed) {
        if (keptNanos == 0) {
            return;
        }
        About about = new About(action, channel);
        // Removed first, so that the oldest decision is the first of the map.
        kept.remove(about);
        kept.put(about, new Decision(allowed, nanoTime.getAsLong()));
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private record About(Action action, ChannelName channel) {}

    private record Decision(boolean allowed, long sinceNanos) {}
}
