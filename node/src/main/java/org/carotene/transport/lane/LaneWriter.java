package org.carotene.transport.lane;

import org.eclipse.jetty.io.EndPoint;

/**
 * A connection's socket, or the decrypted side of it, on a lane.
 *
 * <p>A WebSocket has one writer, its lane, which flushes whole frames.
 */
public interface LaneWriter extends EndPoint {

    /** That of the connection, for life. */
    JettyLane lane();

    /** From now on it is a WebSocket's, with time limits of its own. */
    void upgraded();

    /** Whether a read that does not fill its buffer has taken all there is, as long as nothing more comes. */
    boolean readsAllAtOnce();

    /**
     * Whether the client has closed its side or broken off, which shows only to who reads: so this reads ahead, and what
     * it has read comes first in the next read. On the lane, while nobody else reads.
     */
    boolean hasClientEnded();

    /** The client's request is here as a whole, and its answer may take as long as it takes. */
    void received();
}
