package org.carotene.transport.lane;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of one lane. On the lane, but for the two figures. */
final class Connections {

    private final int lane;
    private final List<LaneOutbound> all = new ArrayList<>();
    private long opened;

    private volatile int count;
    private volatile long backlogBytes;

    /**
     * @param lane that lane's index
     */
    Connections(int lane) {
        this.lane = lane;
    }

    void add(LaneOutbound connection) {
        connection.place = all.size();
        connection.number = opened++ * JettyLane.MAX_LANES + lane;
        all.add(connection);
        count = all.size();
    }

    void remove(LaneOutbound connection) {
        int last = all.size() - 1;
        LaneOutbound moved = all.get(last);
        all.set(connection.place, moved);
        moved.place = connection.place;
        all.remove(last);
        count = all.size();
    }

    /** The connection at that place, or null beyond the last one. */
    @Nullable
    LaneOutbound at(int place) {
        return place < all.size() ? all.get(place) : null;
    }

    /** Those that are open now, in a list of its own. */
    List<LaneOutbound> list() {
        return List.copyOf(all);
    }

    /** Has each look at its time-outs. */
    void tick(long nowNanos) {
        long waiting = 0;
        // Backwards, since a connection that ends itself moves the last one into its place.
        for (int i = all.size() - 1; i >= 0; i--) {
            if (i < all.size()) {
                LaneOutbound connection = all.get(i);
                waiting += connection.queuedBytes();
                connection.tick(nowNanos);
            }
        }
        backlogBytes = waiting;
    }

    /** How many there are. Any thread. */
    int count() {
        return count;
    }

    /** What they have not taken yet, as of the last tick. Any thread. */
    long backlogBytes() {
        return backlogBytes;
    }
}
