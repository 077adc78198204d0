package org.carotene.backend;

import java.io.IOException;
import java.util.Deque;

/**
 * The connection to a broker, one after the other.
 *
 * <p>One thread opens, checks and sends, and every such call may block for some seconds; {@link #close} may be called on
 * any thread and makes them fail.
 */
interface BrokerLink {

    /** The broker as the log names it, without credentials. */
    String broker();

    /** Makes a connection that can be published on; what was open before is closed. */
    void open() throws IOException;

    boolean isOpen();

    /** Finds out whether the broker is still there, when there has been nothing to send for a while. */
    void check() throws IOException;

    /**
     * Publishes the batch in its order and waits until the broker has confirmed it. What has been settled, taken or
     * refused by the broker, is removed from the batch; after a failure the rest is still in it, and the broker may have
     * taken some of it.
     */
    void send(Deque<Frame> batch) throws IOException;

    void close();
}
