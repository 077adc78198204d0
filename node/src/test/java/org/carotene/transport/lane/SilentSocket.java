package org.carotene.transport.lane;

import java.nio.ByteBuffer;
import org.carotene.transport.ring.SendBatch;
import org.eclipse.jetty.io.ByteArrayEndPoint;

/** A socket whose client says nothing, and takes no more than there is room for. */
public class SilentSocket extends ByteArrayEndPoint implements LaneWriter {

    private final JettyLane lane;

    public SilentSocket(JettyLane lane, int outputBytes) {
        super(new byte[0], outputBytes);
        this.lane = lane;
    }

    @Override
    public JettyLane lane() {
        return lane;
    }

    @Override
    public boolean flushWithRound(SendBatch.Sender sender, ByteBuffer... frames) {
        return false;
    }

    @Override
    public void upgraded() {}

    @Override
    public boolean readsAllAtOnce() {
        return true;
    }

    @Override
    public boolean hasClientEnded() {
        return false;
    }

    @Override
    public void received() {}
}
