package org.carotene.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells a second by second how it goes. */
final class Progress {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrintStream out;
    private final BenchClock clock;
    private long told;
    private long deliveredThen;

    Progress(PrintStream out, BenchClock clock) {
        this.out = out;
        this.clock = clock;
    }

    void connecting(int ready, int all) {
        if (isTime()) {
            out.printf(Locale.ROOT, "connected %,d of %,d%n", ready, all);
        }
    }

    void publishing(long nanos, long delivered, long expected, boolean counts) {
        if (delivered < deliveredThen) {
            deliveredThen = 0;
        }
        double seconds = (clock.nanos() - told) / 1e9;
        if (isTime()) {
            out.printf(
                    Locale.ROOT,
                    "%s %d s: %,.0f deliveries a second, %,d under way%n",
                    counts ? "measuring" : "warming up",
                    TimeUnit.NANOSECONDS.toSeconds(nanos),
                    (delivered - deliveredThen) / seconds,
                    expected - delivered);
            deliveredThen = delivered;
        }
    }

    private boolean isTime() {
        long now = clock.nanos();
        if (now - told < INTERVAL_NANOS) {
            return false;
        }
        told = now;
        return true;
    }
}
