package org.carotene.channel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A channel with at least one subscriber on this node, and its subscriptions, lane by lane. */
public final class Channel {

    private final ChannelName name;
    private final AtomicReferenceArray<@Nullable LaneSubscriptions> byLane;

    /** How many subscriptions all lanes hold; guarded by the hub's map entry of this channel. */
    int total;

    Channel(ChannelName name, int lanes) {
        this.name = name;
        this.byLane = new AtomicReferenceArray<>(lanes);
    }

    public ChannelName name() {
        return name;
    }

    /** How many subscriptions there are, for the operator: read without the lock, so perhaps those of a moment ago. */
    public int subscriptions() {
        return total;
    }

    /** Publications a second that its subscribers here get, about; any thread. */
    public double publicationsPerSecond(long nowNanos) {
        double most = 0;
        for (int lane = 0; lane < byLane.length(); lane++) {
            LaneSubscriptions there = byLane.get(lane);
            if (there != null) {
                // Each lane with a subscriber gets all of them.
                most = Math.max(most, there.rate().perSecond(nowNanos));
            }
        }
        return most;
    }

    /** What that lane holds, or null when it never had a subscriber of this channel. */
    public @Nullable LaneSubscriptions on(int lane) {
        return byLane.get(lane);
    }

    /** Called on the lane in question only, so two threads never make the same one. */
    LaneSubscriptions madeOn(int lane) {
        LaneSubscriptions there = byLane.get(lane);
        if (there == null) {
            there = new LaneSubscriptions();
            byLane.set(lane, there);
        }
        return there;
    }
}
