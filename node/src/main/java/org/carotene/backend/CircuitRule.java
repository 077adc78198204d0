package org.carotene.backend;

import java.time.Duration;

/**
 * When a backend that keeps failing is left alone, and for how long.
 *
 * <p>A call fails when no connection can be made, when it breaks, when a time limit passes, and when the answer is 502,
 * 503 or 504. A plain 500 is an answer: some applications give it to one client's bad input, and no client may close
 * the way for the others.
 *
 * @param failuresInARow calls that must fail, without one success among them, before the circuit opens
 * @param pause how long nothing is sent then; after it one call tries, and its outcome closes or opens the circuit
 */
record CircuitRule(int failuresInARow, Duration pause) {

    static final CircuitRule DEFAULT = new CircuitRule(20, Duration.ofSeconds(5));

    CircuitRule {
        if (failuresInARow < 1) {
            throw new IllegalArgumentException("failures in a row: " + failuresInARow + " (expected: 1 or more)");
        }
        if (pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException("pause: " + pause + " (expected: more than 0)");
        }
    }
}
