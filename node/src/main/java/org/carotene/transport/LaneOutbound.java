package org.carotene.transport;

import org.carotene.session.Outbound;

/**
 * A connection as the rounds of its lane see it: which segments of the present round are for it, and how it takes them.
 *
 * <p>All of it on the lane. The two numbers point into the round's own table, so that gathering costs no allocation.
 */
abstract class LaneOutbound implements Outbound {

    /** First and last of this connection's links in the present round, -1 outside of one. */
    int firstLink = -1;

    int lastLink = -1;

    /** Where it stands among the lane's connections. */
    int place;

    private final JettyLane lane;

    LaneOutbound(JettyLane lane) {
        this.lane = lane;
    }

    @Override
    public final JettyLane lane() {
        return lane;
    }

    /** Takes what the round holds for it, from {@link #firstLink} on. Must not end the connection at once. */
    abstract void take(Round round);

    /** Looks at the time-outs of the connection; called about once a second. */
    abstract void tick(long nowNanos);
}
