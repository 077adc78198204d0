package org.carotene.transport.polling;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.settings.NodeName;
import org.carotene.transport.http.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * Answers that have been handed to other nodes for their clients, until those say what has become of them.
 *
 * <p>A node that is there tells, sooner or later. Of one that has left the cluster nobody knows whether its client has got
 * the answer; it may be back in a moment and tell. After that the answer counts as received, since no publication may
 * come twice, and is counted as doubtful. Any thread.
 */
final class HandedOut {

    /** How long a node that has left may take to come back: one that is replaced takes a second or two. */
    private static final long RETURN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Ticket(NodeName node, long number) {}

    private static final class Entry {

        private final Arrival arrival;
        private final long sinceNanos;
        private volatile @Nullable Long goneNanos;

        Entry(Arrival arrival, long sinceNanos) {
            this.arrival = arrival;
            this.sinceNanos = sinceNanos;
        }
    }

    private final Map<Ticket, Entry> entries = new ConcurrentHashMap<>();
    private volatile Set<NodeName> present = Set.of();
    private final long longestNanos;
    private final LongAdder doubtful;

    /**
     * @param longestNanos how long a node that is there may take
     * @param doubtful counts the answers of which nobody has told
     */
    HandedOut(long longestNanos, LongAdder doubtful) {
        this.longestNanos = longestNanos;
        this.doubtful = doubtful;
    }

    void add(NodeName node, long number, Arrival arrival, long nowNanos) {
        Entry entry = new Entry(arrival, nowNanos);
        entries.put(new Ticket(node, number), entry);
        // Looked at last: a node that leaves or comes meanwhile has been seen, or its change finds the entry.
        if (!present.contains(node)) {
            entry.goneNanos = nowNanos;
            if (present.contains(node)) {
                entry.goneNanos = null;
            }
        }
    }

    /** The node says what has become of its answer; no effect when that has been settled. */
    void told(NodeName node, long number, boolean arrived) {
        Entry entry = entries.remove(new Ticket(node, number));
        if (entry != null) {
            entry.arrival.told(arrived);
        }
    }

    /** These are there now, and no others. */
    void present(Set<NodeName> nodes, long nowNanos) {
        present = nodes;
        entries.forEach((ticket, entry) -> {
            if (nodes.contains(ticket.node())) {
                entry.goneNanos = null;
            } else if (entry.goneNanos == null) {
                entry.goneNanos = nowNanos;
            }
        });
    }

    /** Settles what nobody will tell of any more; called about once a second. */
    void tick(long nowNanos) {
        entries.forEach((ticket, entry) -> {
            Long gone = entry.goneNanos;
            boolean left = gone != null && nowNanos - gone >= RETURN_NANOS;
            if ((left || nowNanos - entry.sinceNanos >= longestNanos) && entries.remove(ticket, entry)) {
                doubtful.increment();
                entry.arrival.told(true);
            }
        });
    }
}
