package org.carotene.cluster;

import java.util.function.Supplier;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Has the other nodes told what changes of this node's interest, many changes at once. {@link #changed} on any thread, which
 * leaves the rest to the cluster thread.
 */
final class Announcer {

    /** Changes gather for that long after the last announcement; the first after a rest goes at once. */
    private static final long GATHER_NANOS = 5_000_000;

    private final LocalInterest interest;
    private final ClusterThread thread;
    private final Supplier<@Nullable Mesh> told;
    private volatile long announcedNanos = System.nanoTime() - GATHER_NANOS;

    /** @param told the other nodes of the present stay in a cluster, or null; asked on the cluster thread */
    Announcer(LocalInterest interest, ClusterThread thread, Supplier<@Nullable Mesh> told) {
        this.interest = interest;
        this.thread = thread;
        this.told = told;
    }

    void changed(ChannelName channel, boolean wanted) {
        if (interest.changed(channel, wanted)) {
            long rest = GATHER_NANOS - (System.nanoTime() - announcedNanos);
            thread.runIn(rest, this::announce);
        }
    }

    private void announce() {
        announcedNanos = System.nanoTime();
        Mesh mesh = told.get();
        if (mesh != null) {
            mesh.announce();
        } else {
            // Nobody to tell; whoever comes will be told everything.
            interest.announcements(0);
        }
    }
}
