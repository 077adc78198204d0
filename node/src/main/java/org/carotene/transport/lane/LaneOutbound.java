package org.carotene.transport.lane;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.protocol.Conversation;
import org.carotene.session.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the rounds of its lane see it: which segments of the present round are for it, and how it takes them.
 *
 * <p>All of it on the lane. The two numbers point into the round's own table, so that gathering costs no allocation.
 */
public abstract class LaneOutbound implements Outbound, Client {

    /** First and last of this connection's links in the present round, -1 outside of one. */
    int firstLink = -1;

    int lastLink = -1;

    /** Where it stands among the lane's connections. */
    int place;

    /** Given by the lane. */
    long number;

    /** Publications that were written for it; counted by the rounds. */
    long delivered;

    private final long openedMillis = System.currentTimeMillis();
    private long received;

    private final JettyLane lane;

    protected LaneOutbound(JettyLane lane) {
        this.lane = lane;
    }

    @Override
    public final JettyLane lane() {
        return lane;
    }

    /** What the client says goes there; null before it is open. */
    protected abstract @Nullable Conversation conversation();

    @Override
    public final @Nullable String user() {
        Conversation open = conversation();
        return open == null ? null : open.user();
    }

    /** It has sent a message. */
    public final void countReceived() {
        received++;
        lane.received();
    }

    @Override
    public final long number() {
        return number;
    }

    @Override
    public final String protocol() {
        Conversation open = conversation();
        return open == null ? "" : open.protocol();
    }

    @Override
    public final int subscriptionCount() {
        Conversation open = conversation();
        return open == null ? 0 : open.channelCount();
    }

    @Override
    public final boolean isSubscribed(ChannelName channel) {
        Conversation open = conversation();
        return open != null && open.isSubscribed(channel);
    }

    @Override
    public final List<ChannelName> channels(int atMost) {
        Conversation open = conversation();
        return open == null ? List.of() : open.channels(atMost);
    }

    @Override
    public final long openedMillis() {
        return openedMillis;
    }

    @Override
    public final long received() {
        return received;
    }

    @Override
    public final long delivered() {
        return delivered;
    }

    /** The address for the operator's eyes. */
    protected static @Nullable String shown(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + inet.getPort();
        }
        return null;
    }

    /** It takes nothing any more: what the round has counted for it was written nowhere. */
    protected final void notDelivered(Round round, int first) {
        int publications = 0;
        for (int link = first; link >= 0; link = round.nextLink(link)) {
            publications += round.publications(link).size();
        }
        delivered -= publications;
        round.notDelivered(publications);
    }

    /** Takes what the round holds for it, from that link on. Must not end the connection at once. */
    protected abstract void take(Round round, int first);

    /** Looks at the time-outs of the connection; called about once a second. */
    protected abstract void tick(long nowNanos);
}
