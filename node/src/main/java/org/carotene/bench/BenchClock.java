package org.carotene.bench;

/** Nanoseconds since the bench began. */
final class BenchClock {

    private final long begun = System.nanoTime();

    long nanos() {
        return System.nanoTime() - begun;
    }
}
