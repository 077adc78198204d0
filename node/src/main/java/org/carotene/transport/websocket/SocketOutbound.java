package org.carotene.transport.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.Protocol;
import org.carotene.session.Disconnect;
import org.carotene.transport.frame.DeflatedFormat;
import org.carotene.transport.frame.WebSocketFrame;
import org.carotene.transport.lane.LaneOutbound;
import org.carotene.transport.lane.LaneWriter;
import org.carotene.transport.lane.Round;
import org.carotene.transport.ring.SendBatch;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing side of a WebSocket: what goes to the client goes through here, on the lane.
 *
 * <p>What the socket does not take at once becomes this connection's own {@link Backlog}; past its bound the client is
 * told that it is too slow and is disconnected. So only a slow connection ever owns output memory.
 */
final class SocketOutbound extends LaneOutbound implements SendBatch.Sender {

    private static final Logger log = LoggerFactory.getLogger(SocketOutbound.class);

    /** How long a client may take to answer a close, or to read what is before it. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LaneWriter writer;
    private final PublicationFormat format;
    private final WebSocketReader reader;
    private final SocketLimits limits;
    private @Nullable Conversation conversation;
    private @Nullable Backlog backlog;
    private boolean added;
    private boolean closing;
    private boolean gone;
    private long closeBefore;

    /**
     * @param format how publications are written to it
     */
    SocketOutbound(LaneWriter writer, WebSocketReader reader, PublicationFormat format, SocketLimits limits) {
        super(writer.lane());
        this.writer = writer;
        this.reader = reader;
        this.limits = limits;
        this.format = format;
    }

    /** On the lane, once: the client may talk from now on. */
    Conversation open(Protocol protocol) {
        lane().add(this);
        added = true;
        conversation = protocol.open(this);
        return conversation;
    }

    /** On the lane, instead of opening: says why the client may not talk, and waits for its answer as for any other. */
    void refuse(Disconnect reason) {
        lane().add(this);
        added = true;
        close(reason);
    }

    /** On the lane, once: the connection has ended, whoever ended it. */
    void gone() {
        if (gone) {
            return;
        }
        gone = true;
        if (added) {
            lane().remove(this);
        }
        Conversation open = conversation;
        if (open != null) {
            open.closed();
        }
        if (backlog != null) {
            backlog.drop();
        }
    }

    @Override
    public PublicationFormat format() {
        return format;
    }

    @Override
    @Nullable
    protected Conversation conversation() {
        return conversation;
    }

    @Override
    public boolean isPolling() {
        return false;
    }

    @Override
    public @Nullable String address() {
        return shown(reader.remoteAddress());
    }

    @Override
    public long queuedBytes() {
        return backlog == null ? 0 : backlog.waitingBytes();
    }

    @Override
    public long silentMillis() {
        return reader.silentMillis();
    }

    @Override
    protected void take(Round round, int first) {
        if (closing || gone) {
            notDelivered(round, first);
            return;
        }
        int link = first;
        while (link >= 0 && backlog == null) {
            ByteBuffer[] frames = round.framesFrom(link, format);
            link = round.nextAfterFrames();
            // Only what is the last of it: what goes with the round goes out behind all that is written now.
            if (link >= 0 || !writeWithRound(frames)) {
                write(frames);
            }
        }
        // What waits for a slow client waits for others too, perhaps: they share it.
        for (; link >= 0 && backlog != null && !closing; link = round.nextLink(link)) {
            keep(backlog, round.keptFrames(link, format));
        }
    }

    @Override
    public long maxTextBytes() {
        return limits.outboundBytes() / 2;
    }

    @Override
    public void send(byte[] text) {
        if (format instanceof DeflatedFormat deflated) {
            write(ByteBuffer.wrap(deflated.frame(text)));
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.textFrameBytes(text.length));
        WebSocketFrame.putTextHeader(frame, text.length);
        write(frame.put(text).flip());
    }

    /** Sends a whole control frame. */
    void sendControl(ByteBuffer frame) {
        write(frame);
    }

    @Override
    public void resume() {
        reader.resume();
    }

    @Override
    public void close(Disconnect reason) {
        if (closing || gone) {
            return;
        }
        log.debug("closing connection: {}", reason);
        closing();
        writeLast(Callback.NOOP, WebSocketFrame.close(reason));
        reader.closing();
    }

    /** Ends a connection whose client sends what cannot be understood; its answer could not be either. */
    void fail(Disconnect reason) {
        log.debug("ending connection: {}", reason);
        // One that is closing has been told.
        if (!closing && !gone) {
            closing();
            writeLast(then(writer::shutdownOutput), WebSocketFrame.close(reason));
        }
    }

    /** The client has closed, or has answered to ours; this is the answer to it. */
    void clientCloses(ByteBuffer answer) {
        if (closing || gone) {
            writer.close();
        } else {
            closing();
            writeLast(then(writer::close), answer);
        }
    }

    private Callback then(Runnable written) {
        return Callback.from(InvocationType.NON_BLOCKING, written, failure -> writer.close());
    }

    @Override
    protected void tick(long nowNanos) {
        if (closing) {
            if (nowNanos - closeBefore > 0) {
                writer.close();
            }
        } else if (reader.isSilent(nowNanos)) {
            close(Disconnect.IDLE);
        }
    }

    /** Nothing of ours may follow. */
    private void writeLast(Callback written, ByteBuffer frame) {
        if (backlog != null) {
            backlog.addLast(written, frame);
            return;
        }
        try {
            if (writer.flush(frame)) {
                written.succeeded();
            } else {
                writer.write(written, frame);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private boolean writeWithRound(ByteBuffer... frames) {
        try {
            return !closing && writer.flushWithRound(this, frames);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return true;
        }
    }

    @Override
    public void unsent(ByteBuffer left) {
        begin(left);
    }

    @Override
    public void broken(IOException cause) {
        failed(cause);
    }

    private void begin(ByteBuffer... left) {
        backlog = new Backlog(writer, this::drained, this::failed);
        backlog.begin(left);
    }

    private void write(ByteBuffer... buffers) {
        if (closing || gone) {
            return;
        }
        if (backlog != null) {
            keep(backlog, Backlog.copy(buffers));
            return;
        }
        try {
            if (!writer.flush(buffers)) {
                begin(buffers);
            }
        } catch (IOException | RuntimeException e) {
            // Whatever it is, it must not keep the round from the others.
            failed(e);
        }
    }

    private void keep(Backlog waiting, ByteBuffer frames) {
        if (waiting.add(limits.outboundBytes(), frames)) {
            return;
        }
        limits.slow().increment();
        log.debug("closing connection: more than {} bytes wait for it", limits.outboundBytes());
        // What has not begun to go out is dropped, so that the reason has a chance to be read.
        waiting.replaceBy(WebSocketFrame.close(Disconnect.SLOW));
        closing();
        reader.closing();
    }

    private void drained() {
        backlog = null;
    }

    private void failed(Throwable cause) {
        log.debug("connection broke: {}", cause.toString());
        closing();
        // Not at once: a round may be walking the sets that this connection is in.
        lane().execute(writer::close);
    }

    private void closing() {
        if (!closing) {
            closing = true;
            closeBefore = System.nanoTime() + CLOSE_NANOS;
        }
    }
}
