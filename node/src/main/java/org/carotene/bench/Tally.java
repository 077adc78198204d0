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
    private long bytes;
    private long last;

    /** Counts only what is published from now on. */
    void begin(long nanos) {
        latency.reset();
        begun = nanos;
        last = nanos;
        delivered = 0;
        bytes = 0;
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

    /** So many bytes have come in, as they were on the wire. */
    void arrived(int count) {
        bytes += count;
    }

    /** Bytes on the wire, of all connections. */
    long bytes() {
        return bytes;
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
