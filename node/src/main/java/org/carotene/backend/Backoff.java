package org.carotene.backend;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after so many failures: twice as long each time up to a bound, and never quite as long as others do,
 * so that nodes that lost the same server do not all come back to it at the same moment.
 *
 * @param first after the first failure
 * @param longest the bound
 */
record Backoff(Duration first, Duration longest) {

    Backoff {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "first wait: " + first + " (expected: more than 0, at most " + longest + ")");
        }
    }

    /** Between half of the full wait and all of it; {@code failures} counts from 1. */
    Duration after(int failures, RandomGenerator random) {
        long full = first.toNanos();
        for (int i = 1; i < failures && full < longest.toNanos(); i++) {
            full *= 2;
        }
        full = Math.min(full, longest.toNanos());
        return Duration.ofNanos(full / 2 + (long) (random.nextDouble() * (full / 2.0)));
    }
}
