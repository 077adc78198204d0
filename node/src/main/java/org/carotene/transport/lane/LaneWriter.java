package org.carotene.transport.lane;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.carotene.transport.ring.SendBatch;
import org.eclipse.jetty.io.EndPoint;

/**
 * A connection's socket, or the decrypted side of it, on a lane.
 *
 * <p>A WebSocket has one writer, its lane, which flushes whole frames.
 */
public interface LaneWriter extends EndPoint {

    /** That of the connection, for life. */
    JettyLane lane();

    /**
     * Hands frames over to be written together with those of the round's other connections; they must stay as they are
     * meanwhile, and nothing else may be written. The sender hears of what the socket does not take. On the lane, in a round.
     *
     * @return false if that cannot be, and nothing has been taken
     * @throws IOException if the connection is broken
     */
    boolean flushWithRound(SendBatch.Sender sender, ByteBuffer... frames) throws IOException;

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
