package org.carotene.transport;

import java.time.Duration;

/**
 * Tells silent clients from a process that has stood still: stopped, swapped out, or frozen with its machine. What clients
 * have sent meanwhile is waiting to be read, so for some seconds nobody is blamed for silence.
 *
 * <p>Asked at each tick, by one thread.
 */
final class Stillness {

    private static final long LATE_NANOS = Duration.ofSeconds(4).toNanos();
    private static final long READING_NANOS = Duration.ofSeconds(10).toNanos();

    private long last;
    private long blameFrom;

    Stillness(long nowNanos) {
        this.last = nowNanos;
        this.blameFrom = nowNanos;
    }

    /** Whether silence is the clients' own. */
    boolean isOver(long nowNanos) {
        if (nowNanos - last > LATE_NANOS) {
            blameFrom = nowNanos + READING_NANOS;
        }
        last = nowNanos;
        return nowNanos - blameFrom >= 0;
    }
}
