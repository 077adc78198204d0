package org.carotene.transport.lane;

import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.session.Disconnect;
import org.jspecify.annotations.Nullable;

/**
 * An open connection as the operator sees it: a WebSocket, or a polling id.
 *
 * <p>Everything on its lane, while {@link Clients} shows it, and nothing blocks. Keep no reference to it.
 */
public interface Client {

    /** Unique on this node, and never used again while it runs. */
    long number();

    /** The authenticated user, or null while anonymous. */
    @Nullable
    String user();

    /** The address that it came from, {@code host:port}, or null where that is not known. */
    @Nullable
    String address();

    boolean isPolling();

    /** Its wire protocol. */
    String protocol();

    int subscriptionCount();

    boolean isSubscribed(ChannelName channel);

    /** The first of its channels, in the order of their names. */
    List<ChannelName> channels(int atMost);

    /** What it has not taken yet. */
    long queuedBytes();

    /** When it was opened, by {@link System#currentTimeMillis}. */
    long openedMillis();

    /** How many messages it has sent. */
    long received();

    /** How many publications were written for it. */
    long delivered();

    /** How long it has sent nothing. */
    long silentMillis();

    /** Ends it, after what has been sent to it. */
    void close(Disconnect reason);
}
