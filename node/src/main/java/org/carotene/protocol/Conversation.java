package org.carotene.protocol;

import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.session.Progress;
import org.jspecify.annotations.Nullable;

/**
 * One client's side of a wire protocol, as a transport drives it: text messages in, {@code Outbound} calls out.
 *
 * <p>Every method is called on the connection's lane and none blocks.
 */
public interface Conversation {

    /**
     * Takes one complete text message; the array is the transport's again when the call returns.
     *
     * @return {@link Progress#BUSY} when the transport must hold back the client's next message until
     *     {@code Outbound.resume()} is called
     */
    Progress receive(byte[] text, int offset, int length);

    /** The authenticated user, or null while anonymous. */
    @Nullable
    String user();

    /** How operators know the protocol. */
    String protocol();

    /** How many channels the client is subscribed to. */
    int channelCount();

    boolean isSubscribed(ChannelName channel);

    /** The first of its channels, in the order of their names. */
    List<ChannelName> channels(int atMost);

    /** The connection has gone: drops its subscriptions and its presence. Called once, last. */
    void closed();
}
