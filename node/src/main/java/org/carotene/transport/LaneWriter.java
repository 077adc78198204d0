package org.carotene.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/**
 * An endpoint that a lane writes to directly, below Jetty's own frame path.
 *
 * <p>A connection has one writer, its lane. So once an outbound has been bound, what Jetty itself wants to send (the
 * answer to a close, a close of its own) goes into the outbound instead, and nothing cuts a frame in two.
 */
interface LaneWriter {

    JettyLane lane();

    /** From now on Jetty's writes go to the outbound. */
    void bind(SocketOutbound outbound);

    /** Writes what the socket takes at once; false when something is left, even if only in an encrypting endpoint. */
    boolean flush(ByteBuffer... buffers) throws IOException;

    /** Writes all of it, past {@link #bind}'s detour, and calls back on the lane. */
    void writeThrough(Callback callback, ByteBuffer... buffers);

    /**
     * Whether the client has closed its side or broken off, which shows only to who reads: so this reads ahead, and what
     * it has read comes first in the next read. On the lane, while nobody else reads.
     */
    boolean hasClientEnded();

    /** The client's request is here as a whole, and its answer may take as long as it takes. */
    void received();

    /** Ends the connection without another word. */
    void close();

    boolean isOpen();
}
