package org.carotene.faults;

/**
 * A time in which some nodes were apart, by whatever: what is published on one side then is not promised to the other.
 *
 * @param untilNanos when the cluster was whole again; the largest long while it is not
 * @param sideOf the side of each node; that of node 1 comes first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Cut(long fromNanos, long untilNanos, int[] sideOf) {

    /** What was sent shortly before may have been on its way. */
    private static final long UNDER_WAY_NANOS = 500_000_000;

    Cut until(long nanos) {
        return new Cut(fromNanos, nanos, sideOf);
    }

    boolean isOpen() {
        return untilNanos == Long.MAX_VALUE;
    }

    boolean parted(int one, int other, long nanos) {
        return sideOf[one - 1] != sideOf[other - 1]
                && nanos - fromNanos > -UNDER_WAY_NANOS
                && (isOpen() || nanos - untilNanos < 0);
    }
}
