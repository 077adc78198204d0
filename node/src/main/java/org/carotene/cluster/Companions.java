package org.carotene.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.carotene.settings.NodeName;

/**
 * The nodes with which this one leaves a cluster for another: what its clients publish on the way is kept until they have
 * arrived too, or they would never get it. Any thread; times are those of {@link System#nanoTime}, handed in.
 */
final class Companions {

    /** Then whoever is there gets what is kept; the others have gone elsewhere. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(4).toNanos();

    private Set<NodeName> names = Set.of();
    private boolean arrived;
    private long arrivedNanos;

    /** From now on they are waited for, after the next arrival. */
    synchronized void leaveWith(Set<NodeName> others) {
        names = Set.copyOf(others);
        arrived = false;
    }

    /** This node is in a cluster, with these others; whether it may speak. After that nobody is waited for any more. */
    synchronized boolean areHere(List<NodeName> others, long now) {
        if (!arrived) {
            arrived = true;
            arrivedNanos = now;
        }
        boolean over = others.containsAll(names) || now - arrivedNanos > LONGEST_NANOS;
        if (over) {
            names = Set.of();
        }
        return over;
    }
}
