package org.carotene.transport.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of a connection before anybody asked for it: that a client has ended shows only to who reads. On the
 * connection's lane.
 */
public final class ReadAhead {

    /** Where it reads from; as {@link org.eclipse.jetty.io.EndPoint#fill}. */
    public interface Source {

        /** Adds what there is to the buffer: how many bytes, -1 at the end. */
        int fill(ByteBuffer buffer) throws IOException;
    }

    private static final int BYTES = 256;

    private @Nullable ByteBuffer bytes;

    /** Whether nothing is there. */
    public boolean isEmpty() {
        return bytes == null;
    }

    /** Whether the client has closed its side or broken off, as far as can be seen without holding more. */
    public boolean hasEnded(Source source) {
        if (bytes != null) {
            return false;
        }
        ByteBuffer look = BufferUtil.allocate(BYTES);
        try {
            int filled = source.fill(look);
            while (filled > 0 && BufferUtil.space(look) > 0) {
                filled = source.fill(look);
            }
            if (look.hasRemaining()) {
                bytes = look;
            }
            return filled < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Adds what is there to the buffer, as much as fits: how many bytes. */
    public int take(ByteBuffer buffer) {
        ByteBuffer first = bytes;
        if (first == null) {
            return 0;
        }
        int taken = BufferUtil.append(buffer, first);
        if (!first.hasRemaining()) {
            bytes = null;
        }
        return taken;
    }
}
