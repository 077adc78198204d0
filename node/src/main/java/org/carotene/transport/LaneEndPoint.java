package org.carotene.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritePendingException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A plain connection on a lane. */
final class LaneEndPoint extends SocketChannelEndPoint implements LaneWriter {

    private static final int READ_AHEAD_BYTES = 256;

    private final JettyLane lane;
    private final SocketChannel channel;
    private @Nullable SocketOutbound outbound;

    // Since when a request, or a TLS handshake, has been coming that has not been answered; 0 while none is.
    private volatile long askingSinceNanos;
    private volatile boolean patient;

    // Records of a TLS connection that the socket has not taken; before anything else.
    private @Nullable ByteBuffer kept;

    // What hasClientEnded() has read and nobody has asked for yet.
    private @Nullable ByteBuffer ahead;

    // The last read has taken all there was.
    private boolean emptied;

    LaneEndPoint(SocketChannel channel, LaneSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
        lane = selector.lane();
        this.channel = channel;
    }

    @Override
    public JettyLane lane() {
        return lane;
    }

    @Override
    public void bind(SocketOutbound bound) {
        outbound = bound;
        upgraded();
    }

    /** From now on it is a WebSocket's, with time limits of its own. */
    void upgraded() {
        patient = true;
        askingSinceNanos = 0;
    }

    @Override
    public void received() {
        askingSinceNanos = 0;
    }

    /** Whether a request has been coming for longer than that, so slowly that it still has no answer. Any thread. */
    boolean isSlowerThan(long limitNanos, long nowNanos) {
        long since = askingSinceNanos;
        return since != 0 && nowNanos - since > limitNanos;
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) throws WritePendingException {
        SocketOutbound bound = outbound;
        if (bound == null) {
            super.write(callback, buffers);
        } else {
            bound.writeForJetty(callback, buffers);
        }
    }

    @Override
    public void writeThrough(Callback callback, ByteBuffer... buffers) {
        super.write(callback, buffers);
    }

    @Override
    public boolean hasClientEnded() {
        if (ahead != null) {
            return false;
        }
        ByteBuffer look = ByteBuffer.allocate(READ_AHEAD_BYTES);
        try {
            int read = channel.read(look);
            while (read > 0 && look.hasRemaining()) {
                read = channel.read(look);
            }
            if (look.position() > 0) {
                ahead = look.flip();
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        ByteBuffer first = ahead;
        if (first == null) {
            return asking(fillFromSocket(buffer));
        }
        int filled = BufferUtil.append(buffer, first);
        if (!first.hasRemaining()) {
            ahead = null;
        }
        notIdle();
        return asking(filled);
    }

    // Jetty reads until nothing comes. A read that leaves room in the buffer of a WebSocket has emptied the socket, so
    // the
    // next one need not ask the system: of what comes later, the end included, the selector tells.
    private int fillFromSocket(ByteBuffer buffer) throws IOException {
        if (emptied) {
            emptied = false;
            return 0;
        }
        int filled = super.fill(buffer);
        emptied = outbound != null && filled > 0 && BufferUtil.space(buffer) > 0;
        return filled;
    }

    private int asking(int filled) {
        if (filled > 0 && !patient && askingSinceNanos == 0) {
            askingSinceNanos = System.nanoTime();
        }
        return filled;
    }

    @Override
    protected void needsFillInterest() {
        if (ahead == null) {
            super.needsFillInterest();
        } else {
            // The selector would not tell of bytes that have been read already.
            lane.execute(getFillInterest()::fillable);
        }
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (!patient) {
            received();
        }
        if (!flushKept()) {
            return false;
        }
        if (buffers.length != 1) {
            return super.flush(buffers);
        }
        if (outbound == null) {
            // An HTTP response under way; the idle time-out of a WebSocket is the lane's affair.
            notIdle();
        }
        write(buffers[0]);
        return !buffers[0].hasRemaining();
    }

    /**
     * Writes records of TLS; false when it has kept some, which go before whatever is flushed next. Where some are kept
     * already, nothing more must come.
     */
    boolean flushOrKeep(ByteBuffer records) throws IOException {
        if (kept != null) {
            throw new IllegalStateException("records kept: " + kept.remaining() + " bytes (expected: none)");
        }
        write(records);
        if (records.hasRemaining()) {
            kept = ByteBuffer.allocate(records.remaining()).put(records).flip();
        }
        return kept == null;
    }

    /** Writes what has been kept; false when some of it is still left. */
    boolean flushKept() throws IOException {
        ByteBuffer records = kept;
        if (records == null) {
            return true;
        }
        write(records);
        if (records.hasRemaining()) {
            return false;
        }
        kept = null;
        return true;
    }

    private void write(ByteBuffer buffer) throws IOException {
        // One buffer needs no gathering write, which would set up its table in native memory first.
        try {
            channel.write(buffer);
        } catch (IOException e) {
            throw new EofException(e);
        }
    }
}
