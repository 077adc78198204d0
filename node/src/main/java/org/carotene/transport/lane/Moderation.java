package org.carotene.transport.lane;

/**
 * How long a lane without rest pauses before it looks at its sockets again, so that more comes together; as network cards
 * moderate their interrupts. A round that gives each connection a publication or two is nearly all system calls, and so is
 * the work of its clients; a moment later there would be more for each call, where the same channels get something round
 * after round. Where each round is for other channels there would not, and then there is no pause.
 *
 * <p>A pause is a part of what the rounds since the last look have taken. So short rounds are not held up, nor clients that wait
 * for one another, and what a lane can do at most is not less by more than that part.
 *
 * <p>On the lane alone. Times are of {@link System#nanoTime}.
 */
final class Moderation {

    static final long LONGEST_PAUSE_NANOS = 1_000_000;

    /** How long a lane is watched before it is said to have no rest. */
    static final long WINDOW_NANOS = 10_000_000;

    /** It waits for less than this share of its time then. */
    private static final double REST = 0.1;

    private static final long LONG_ROUND_NANOS = 1_000_000;
    private static final int PARTS = 4;

    /** So many publications in a write are enough. */
    private static final int ENOUGH = 4;

    private final RoundFigures before = new RoundFigures();
    private boolean watching;
    private boolean restless;
    private long windowStart;
    private long waited;

    /** How long to pause before the next look, 0 for not at all. */
    long pauseNanos(RoundFigures now) {
        long taken = now.nanos - before.nanos;
        long writes = now.writes - before.writes;
        boolean thin = now.deliveries - before.deliveries < writes * ENOUGH;
        boolean recurrent = 2 * (now.again - before.again) >= writes;
        before.nanos = now.nanos;
        before.writes = now.writes;
        before.deliveries = now.deliveries;
        before.again = now.again;
        return restless && thin && recurrent && taken >= LONG_ROUND_NANOS
                ? Math.min(taken / PARTS, LONGEST_PAUSE_NANOS)
                : 0;
    }

    /** The lane has looked for something to do, and has waited for it if there was nothing. */
    void looked(long fromNanos, long toNanos) {
        if (!watching) {
            watching = true;
            windowStart = fromNanos;
        }
        waited += toNanos - fromNanos;
        long window = toNanos - windowStart;
        if (window >= WINDOW_NANOS) {
            restless = waited < window * REST;
            windowStart = toNanos;
            waited = 0;
        }
    }
}
