package org.carotene.session;

import org.carotene.channel.Subscriber;

/**
 * The way from a session to its client; implemented by each transport.
 *
 * <p>Called on the connection's lane only. What the client does not take is kept up to the transport's bound; past it
 * the transport ends the connection.
 */
public interface Outbound extends Subscriber {

    /** Sends one text message, complete and in UTF-8; the array is the transport's from now on. */
    void send(byte[] text);

    /**
     * How many bytes one text may have without being most of what a client may be behind by: a longer one would have a
     * client that reads well taken for a slow one.
     */
    long maxTextBytes();

    /** Ends the connection after what has been sent. */
    void close(Disconnect reason);

    /** Asks for the client's next message, after the session has been {@link Progress#BUSY}. */
    void resume();
}
