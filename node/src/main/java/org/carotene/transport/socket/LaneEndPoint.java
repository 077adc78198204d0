package org.carotene.transport.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneSelector;
import org.carotene.transport.lane.LaneWriter;
import org.carotene.transport.ring.ChannelInternals;
import org.carotene.transport.ring.SendBatch;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** A plain connection on a lane. */
public final class LaneEndPoint extends SocketChannelEndPoint implements LaneWriter {

    private final JettyLane lane;
    private final SocketChannel channel;
    private final int descriptor;

    // Since when a request, or a TLS handshake, has been coming that has not been answered; 0 while none is.
    private volatile long askingSinceNanos;
    private volatile boolean isWebSocket;

    // Records of a TLS connection that the socket has not taken; before anything else.
    private @Nullable ByteBuffer kept;

    // Only where somebody has looked.
    private @Nullable ReadAhead ahead;

    LaneEndPoint(SocketChannel channel, LaneSelector selector, SelectionKey key) {
        // Without a timer of its own: the connector looks at all of them once a second.
        super(channel, selector, key, null);
        lane = selector.lane();
        this.channel = channel;
        descriptor = ChannelInternals.descriptor(channel);
    }

    @Override
    public JettyLane lane() {
        return lane;
    }

    @Override
    public void upgraded() {
        isWebSocket = true;
        askingSinceNanos = 0;
    }

    public boolean isWebSocket() {
        return isWebSocket;
    }

    @Override
    public void received() {
        askingSinceNanos = 0;
    }

    /** Ends the connection if it has been silent for longer than it may. Any thread. */
    @Override
    protected long checkIdleTimeout() {
        return super.checkIdleTimeout();
    }

    /** Whether a request has been coming for longer than that, so slowly that it still has no answer. Any thread. */
    boolean isSlowerThan(long limitNanos, long nowNanos) {
        long since = askingSinceNanos;
        return since != 0 && nowNanos - since > limitNanos;
    }

    /** There is something to read, or room to write. What is no WebSocket yet gives way to those that are. */
    @Override
    public @Nullable Runnable onSelected() {
        Runnable task = super.onSelected();
        if (task == null || isWebSocket) {
            return task;
        }
        lane.runRequest(task);
        return null;
    }

    @Override
    public void updateKey() {
        // One that has been closed meanwhile would make an exception, which is not told to anybody.
        if (channel.isOpen()) {
            super.updateKey();
        }
    }

    @Override
    public boolean readsAllAtOnce() {
        return true;
    }

    @Override
    public boolean hasClientEnded() {
        if (ahead == null) {
            ahead = new ReadAhead();
        }
        return ahead.hasEnded(this::readOn);
    }

    // Past Jetty, which would take the end for its own.
    private int readOn(ByteBuffer buffer) throws IOException {
        int start = BufferUtil.flipToFill(buffer);
        try {
            return channel.read(buffer);
        } finally {
            BufferUtil.flipToFlush(buffer, start);
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        ReadAhead first = ahead;
        if (first == null || first.isEmpty()) {
            return asking(super.fill(buffer));
        }
        notIdle();
        return asking(first.take(buffer));
    }

    private int asking(int filled) {
        if (filled > 0 && !isWebSocket && askingSinceNanos == 0) {
            askingSinceNanos = System.nanoTime();
        }
        return filled;
    }

    @Override
    protected void needsFillInterest() {
        ReadAhead first = ahead;
        if (first == null || first.isEmpty()) {
            super.needsFillInterest();
        } else {
            // The selector would not tell of bytes that have been read already.
            lane.execute(getFillInterest()::fillable);
        }
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (!isWebSocket) {
            received();
        }
        if (!flushKept()) {
            return false;
        }
        if (buffers.length != 1) {
            return super.flush(buffers);
        }
        if (!isWebSocket) {
            // An HTTP response under way; the idle time-out of a WebSocket is the lane's affair.
            notIdle();
        }
        write(buffers[0]);
        return !buffers[0].hasRemaining();
    }

    @Override
    public boolean flushWithRound(SendBatch.Sender sender, ByteBuffer... frames) {
        if (!mayJoinRound()) {
            return false;
        }
        SendBatch sends = lane.sends();
        return frames.length == 1
                ? sends.add(descriptor, frames[0], sender)
                : sends.addCopy(descriptor, sender, frames);
    }

    /**
     * Hands records of TLS over to be written with the round; as {@link #flushOrKeep} where that cannot be.
     *
     * @return false if it has kept some already
     */
    public boolean flushWithRoundOrKeep(SendBatch.Sender sender, ByteBuffer records) throws IOException {
        return (mayJoinRound() && lane.sends().addCopy(descriptor, sender, records)) || flushOrKeep(records);
    }

    // The selector alone gives a descriptor back, on this thread: even if another thread closes the channel meanwhile,
    // it
    // will not be another connection's before the round is over.
    private boolean mayJoinRound() {
        return kept == null && channel.isOpen();
    }

    /** Keeps records of TLS that a round has not written. */
    public void keep(ByteBuffer records) {
        kept = ByteBuffer.allocate(records.remaining()).put(records).flip();
    }

    /**
     * Writes records of TLS; false when it has kept some, which go before whatever is flushed next. Where some are kept
     * already, nothing more must come.
     */
    public boolean flushOrKeep(ByteBuffer records) throws IOException {
        if (kept != null) {
            throw new IllegalStateException("records kept: " + kept.remaining() + " bytes (expected: none)");
        }
        write(records);
        if (records.hasRemaining()) {
            keep(records);
        }
        return kept == null;
    }

    /** Writes what has been kept; false when some of it is still left. */
    public boolean flushKept() throws IOException {
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
