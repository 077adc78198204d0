package org.carotene.bench;

import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/** Counts the deliveries of one phase and how long each has taken. Times are nanoseconds since the bench began. */
final class Tally implements LongConsumer {

    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
    private long begun;
    private long now;
    private long delivered;
    private long last;

    /** Counts only what is published from now on. */
    void begin(long nanos) {
        latency.reset();
        begun = nanos;
        last = nanos;
        delivered = 0;
    }

    /** The time of what is read from now on. */
    void now(long nanos) {
        now = nanos;
    }

    /** A publication of that time has been delivered. */
    @Override
    public void accept(long published) {
        if (published < begun) {
            return;
        }
        delivered++;
        last = now;
        latency.recordValue(Math.min(Math.max(0, now - published), LONGEST_NANOS));
    }

    long delivered() {
        return delivered;
    }

    /** When the last one came. */
    long last() {
        return last;
    }

    Histogram latency() {
        return latency;
    }
}
