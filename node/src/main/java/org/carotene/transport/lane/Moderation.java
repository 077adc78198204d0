package org.carotene.transport.lane;

/**
 * How long a lane without rest pauses before it looks at its sockets again, so that more comes together; as network cards
 * moderate their interrupts. A round that gives each connection a publication or two is nearly all system calls, and so is
 * the work of its clients; a moment later there would be more for each call.
 *
 * <p>A pause is a part of what the round before has taken. So short rounds, and clients that wait for one another, are not
 * held up, and what a lane can do at most is not less by more than that part.
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

    private boolean restless;
    private long windowStart;
    private long waited;
    private long lookedAt;
    private long writesThen;
    private long publicationsThen;

    /**
     * How long to pause before the next look, 0 for not at all.
     *
     * @param writes how many times the lane has written to a connection in its rounds, so far
     * @param publications how many publications it has written by them
     */
    long pauseNanos(long nowNanos, long writes, long publications) {
        long worked = nowNanos - lookedAt;
        long written = writes - writesThen;
        boolean thin = publications - publicationsThen < written * ENOUGH;
        writesThen = writes;
        publicationsThen = publications;
        return restless && thin && worked >= LONG_ROUND_NANOS ? Math.min(worked / PARTS, LONGEST_PAUSE_NANOS) : 0;
    }

    /** The lane has looked for something to do, and has waited for it if there was nothing. */
    void looked(long fromNanos, long toNanos) {
        lookedAt = toNanos;
        waited += toNanos - fromNanos;
        long window = toNanos - windowStart;
        if (window >= WINDOW_NANOS) {
            restless = waited < window * REST;
            windowStart = toNanos;
            waited = 0;
        }
    }
}
