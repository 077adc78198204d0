package org.carotene.healing;

import java.time.Duration;

/**
 * The times of the rule, in milliseconds.
 *
 * @param steady how long another island must have answered in every round before somebody leaves for it; doubled with
 *     each leaving that is remembered
 * @param longestSteady where the doubling ends
 * @param memory how long a leaving is remembered
 * @param ask within which time of the question a grant is good for leaving
 * @param hold how long a node that has granted does not leave: the asking ones must be there by then, or have given up
 */
public record HealTimes(long steady, long longestSteady, long memory, long ask, long hold) {

    private static final long ASK = 5_000;

    /** Between the grant and the moment in which the last node of the asking side has begun to leave. */
    private static final long ORDERS = 5_000;

    public HealTimes {
        if (steady < 0 || longestSteady < steady || memory < 0 || ask < 1 || hold <= ask) {
            throw new IllegalArgumentException("heal times: " + steady + ", " + longestSteady + ", " + memory + ", "
                    + ask + ", " + hold + " (expected: 0 <= steady <= longest, hold > ask > 0)");
        }
    }

    /** For nodes that give up joining after that time. */
    public static HealTimes joiningWithin(Duration joinLimit) {
        return new HealTimes(2_000, 60_000, 300_000, ASK, ASK + ORDERS + joinLimit.toMillis());
    }
}
