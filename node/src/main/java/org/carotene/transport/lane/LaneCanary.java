package org.carotene.transport.lane;

import java.util.concurrent.atomic.AtomicLong;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Conversation;
import org.carotene.session.Disconnect;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber of the node's own canaries on one lane: what gets here, gets to sockets.
 *
 * <p>No connection: the lane does not tick it, and has nothing to tell it. {@link #beat} and {@link #missed} on one thread,
 * the rest on the lane.
 */
final class LaneCanary extends LaneOutbound {

    private final PublicationFormat format;
    private final AtomicLong taken = new AtomicLong();
    private long takenBefore = -1;
    private long roundsBefore;
    private int missed;

    LaneCanary(JettyLane lane, PublicationFormat format) {
        super(lane);
        this.format = format;
    }

    /** Looks whether the last canary has come, or at least the lane is at work on what waits before it. */
    void beat() {
        long takenNow = taken.get();
        long roundsNow = lane().rounds();
        boolean busy = roundsNow != roundsBefore && lane().isBehind();
        missed = takenNow != takenBefore || busy ? 0 : missed + 1;
        takenBefore = takenNow;
        roundsBefore = roundsNow;
    }

    /** For how many beats nothing has come. */
    int missed() {
        return missed;
    }

    @Override
    protected void take(Round round, int first) {
        int here = round.publications(first).size();
        round.notDelivered(here);
        taken.lazySet(taken.get() + here);
    }

    @Override
    protected void tick(long nowNanos) {}

    @Override
    public PublicationFormat format() {
        return format;
    }

    @Override
    @Nullable
    protected Conversation conversation() {
        return null;
    }

    @Override
    public void send(byte[] text) {}

    @Override
    public long maxTextBytes() {
        return 0;
    }

    @Override
    public void close(Disconnect reason) {}

    @Override
    public void resume() {}

    @Override
    public @Nullable String address() {
        return null;
    }

    @Override
    public boolean isPolling() {
        return false;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public long silentMillis() {
        return 0;
    }
}
