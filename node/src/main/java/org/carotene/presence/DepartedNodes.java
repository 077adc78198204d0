package org.carotene.presence;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The nodes that have gone a moment ago. Their rows lie in the cache still and count until the grace period is over, so that
 * a user whose node has died is present while the client connects to another one.
 *
 * <p>Any thread; the times are those of one clock that never goes back.
 */
final class DepartedNodes {

    private final long graceNanos;
    private final Map<Long, Long> until = new HashMap<>();
    private long[] last = {};

    DepartedNodes(Duration grace) {
        graceNanos = grace.toNanos();
    }

    /** These are there now; those who were and are not any more, and still count, in order. */
    synchronized long[] look(long[] live, long now) {
        if (graceNanos == 0) {
            return new long[0];
        }
        for (long incarnation : last) {
            if (Arrays.binarySearch(live, incarnation) < 0) {
                until.putIfAbsent(incarnation, now + graceNanos);
            }
        }
        last = live;
        // Looks of several threads may come in another order than they were made in.
        LongStream.of(live).forEach(until::remove);
        until.values().removeIf(end -> now - end >= 0);
        return until.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Whether one of them counts no longer since the last look. */
    synchronized boolean isOver(long now) {
        return until.values().stream().anyMatch(end -> now - end >= 0);
    }
}
