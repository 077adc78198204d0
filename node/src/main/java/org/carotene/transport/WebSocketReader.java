package org.carotene.transport;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.Protocol;
import org.carotene.session.Disconnect;
import org.carotene.session.Progress;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading side of a WebSocket: frames in, whole text messages on to the conversation, one after the other.
 *
 * <p>Jetty calls it on the connection's lane, but for the opening and the end, which may come on any thread and are taken
 * to the lane. Each message is asked for: none comes while the session waits for somebody, and a connection that has had
 * its share of a turn reads on after the next round, so that one flood cannot keep a lane from writing.
 */
final class WebSocketReader implements FrameHandler {

    private static final Logger log = LoggerFactory.getLogger(WebSocketReader.class);

    /** The share of a connection in one turn of its lane. */
    private static final int FRAMES_IN_TURN = 256;

    private static final int BYTES_IN_TURN = 64 * 1024;

    private static final byte[] NO_FRAGMENTS = new byte[0];

    private static final ThreadLocal<Inflation> INFLATION = ThreadLocal.withInitial(Inflation::new);

    private final Protocol protocol;
    private final PublicationFormat format;
    private final SocketLimits limits;
    private final ConnectionCount connections;

    // Set in onOpen, before anything else is called.
    private @Nullable CoreSession session;
    private @Nullable SocketOutbound outbound;
    private @Nullable Conversation conversation;
    private byte[] fragments = NO_FRAGMENTS;
    private boolean inText;
    private boolean deflated;
    private boolean busy;
    private boolean handling;
    private int turn;
    private int framesInTurn;
    private int bytesInTurn;
    private long lastReadNanos;

    /**
     * @param format how publications are written to this client
     */
    WebSocketReader(Protocol protocol, PublicationFormat format, SocketLimits limits, ConnectionCount connections) {
        this.protocol = protocol;
        this.format = format;
        this.limits = limits;
        this.connections = connections;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        // Below Jetty's own frame path: whole frames are the same bytes for all subscribers.
        LaneWriter writer =
                (LaneWriter) ((WebSocketCoreSession) opened).getConnection().getEndPoint();
        if (!connections.enter()) {
            callback.succeeded();
            opened.close(Disconnect.TOO_MANY.code(), Disconnect.TOO_MANY.text(), Callback.NOOP);
            return;
        }
        SocketOutbound out = new SocketOutbound(writer, this, format, limits);
        session = opened;
        outbound = out;
        writer.bind(out);
        callback.succeeded();
        if (writer.lane().isCurrent()) {
            begin(opened, out);
        } else {
            writer.lane().execute(() -> begin(opened, out));
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        lastReadNanos = System.nanoTime();
        handling = true;
        boolean more;
        try {
            more = handle(frame);
        } catch (RuntimeException e) {
            log.error("a client's message could not be handled, its connection is closed", e);
            end(Disconnect.FAILED);
            more = true;
        } finally {
            handling = false;
        }
        callback.succeeded();
        if (more && frame.getOpCode() != OpCode.CLOSE) {
            readOn(frame.getPayloadLength());
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        log.debug("connection failed: {}", cause.toString());
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        SocketOutbound out = outbound;
        // Without one it was never counted: refused, or gone before it was open.
        if (out != null) {
            out.lane().execute(() -> end(out));
        }
    }

    /** The session has finished what it was busy with. On the lane. */
    void resume() {
        busy = false;
        // While a message is being handled its own return asks for the next one.
        if (!handling) {
            readOn(0);
        }
    }

    /** Whether the client has been silent for too long; one that we do not read from is not. */
    boolean isSilent(long nowNanos) {
        return !busy && nowNanos - lastReadNanos > limits.idleNanos();
    }

    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastReadNanos);
    }

    @Nullable
    SocketAddress remoteAddress() {
        return session == null ? null : session.getRemoteAddress();
    }

    void close(Disconnect reason) {
        if (session != null) {
            session.close(reason.code(), reason.text(), Callback.NOOP);
        }
    }

    private void begin(CoreSession opened, SocketOutbound out) {
        lastReadNanos = System.nanoTime();
        conversation = out.open(protocol);
        opened.demand();
    }

    private void end(SocketOutbound out) {
        out.gone();
        connections.leave();
    }

    /** Whether the next frame may come. */
    private boolean handle(Frame frame) {
        byte opcode = frame.getOpCode();
        if (opcode == OpCode.TEXT) {
            inText = true;
            deflated = frame.isRsv1();
            return text(frame);
        }
        if (opcode == OpCode.CONTINUATION) {
            return !inText || text(frame);
        }
        if (opcode == OpCode.BINARY) {
            inText = false;
        } else if (opcode == OpCode.PING && outbound != null) {
            outbound.sendControl(WebSocketFrame.pong(frame.getPayload().slice()));
        }
        return true;
    }

    private boolean text(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        int maxBytes = deflated ? Inflation.maxDeflatedBytes(limits.messageBytes()) : limits.messageBytes();
        if (fragments.length + payload.remaining() > maxBytes) {
            end(Disconnect.TOO_BIG);
            return true;
        }
        if (frame.isFin() && fragments.length == 0 && payload.hasArray()) {
            return whole(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        }
        byte[] joined = Arrays.copyOf(fragments, fragments.length + payload.remaining());
        payload.get(joined, fragments.length, payload.remaining());
        if (!frame.isFin()) {
            fragments = joined;
            return true;
        }
        fragments = NO_FRAGMENTS;
        return whole(joined, 0, joined.length);
    }

    private boolean whole(byte[] text, int offset, int length) {
        return deflated ? inflate(text, offset, length) : receive(text, offset, length);
    }

    private boolean inflate(byte[] text, int offset, int length) {
        Inflation inflation = INFLATION.get();
        try {
            if (inflation.inflate(text, offset, length, limits.messageBytes())) {
                // It costs the lane what it has become, not what came.
                bytesInTurn += inflation.length();
                return receive(inflation.bytes(), 0, inflation.length());
            }
            end(Disconnect.TOO_BIG);
        } catch (DataFormatException e) {
            end(Disconnect.BAD_DEFLATE);
        } finally {
            inflation.release();
        }
        return true;
    }

    private boolean receive(byte[] text, int offset, int length) {
        if (conversation == null) {
            return true;
        }
        if (outbound != null) {
            outbound.countReceived();
        }
        busy = true;
        if (conversation.receive(text, offset, length) == Progress.DONE) {
            busy = false;
        }
        // A session that was busy may have been resumed already.
        return !busy;
    }

    /** Says why, and that is all: Jetty hands nothing over any more but the client's answer to it. */
    private void end(Disconnect reason) {
        busy = false;
        fragments = NO_FRAGMENTS;
        if (outbound != null) {
            outbound.close(reason);
        }
    }

    private void readOn(int payloadBytes) {
        CoreSession open = session;
        SocketOutbound out = outbound;
        if (open == null || out == null) {
            return;
        }
        JettyLane lane = out.lane();
        if (lane.turns() != turn) {
            turn = lane.turns();
            framesInTurn = 0;
            bytesInTurn = 0;
        }
        framesInTurn++;
        bytesInTurn += payloadBytes;
        if (framesInTurn < FRAMES_IN_TURN && bytesInTurn < BYTES_IN_TURN) {
            open.demand();
        } else {
            lane.afterNextRound(open::demand);
        }
    }
}
