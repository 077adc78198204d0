package org.carotene.transport.websocket;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.Protocol;
import org.carotene.session.Disconnect;
import org.carotene.session.Progress;
import org.carotene.transport.frame.FrameReader;
import org.carotene.transport.frame.WebSocketFrame;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.LaneWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading side of a WebSocket: frames in, whole text messages on to the conversation, one after the other.
 *
 * <p>On the connection's lane, but for the opening and the end, which may come on any thread and are taken to the lane.
 * Each message is asked for: none comes while the session waits for somebody, and a connection that has had
 * its share of a turn reads on after the next round, so that one flood cannot keep a lane from writing.
 */
final class WebSocketReader {

    private static final Logger log = LoggerFactory.getLogger(WebSocketReader.class);

    /** The share of a connection in one turn of its lane. */
    private static final int FRAMES_IN_TURN = 256;

    private static final int BYTES_IN_TURN = 64 * 1024;

    /** How many times as long as silence may last a frame may take to come. */
    private static final int FRAME_SILENCES = 3;

    private static final ThreadLocal<Inflation> INFLATION = ThreadLocal.withInitial(Inflation::new);

    private final Protocol protocol;
    private final PublicationFormat format;
    private final SocketLimits limits;
    private final ConnectionCount connections;

    // Set in opened, before anything else is called.
    private @Nullable WebSocketConnection connection;
    private @Nullable SocketOutbound outbound;
    private boolean counted;
    private @Nullable Conversation conversation;
    private @Nullable Fragments fragments;
    private boolean inText;
    private boolean deflated;
    private boolean busy;
    private boolean handling;
    private int turn;
    private int framesInTurn;
    private int bytesInTurn;
    private long lastReadNanos;
    private boolean inFrame;
    private long frameSinceNanos;

    /**
     * @param format how publications are written to this client
     */
    WebSocketReader(Protocol protocol, PublicationFormat format, SocketLimits limits, ConnectionCount connections) {
        this.protocol = protocol;
        this.format = format;
        this.limits = limits;
        this.connections = connections;
    }

    /** The upgrade has been answered. Any thread, before anything else. */
    void opened(WebSocketConnection upgraded) {
        LaneWriter socket = upgraded.socket();
        SocketOutbound out = new SocketOutbound(socket, this, format, limits);
        counted = connections.enter();
        connection = upgraded;
        outbound = out;
        socket.upgraded();
        if (out.lane().isCurrent()) {
            begin(upgraded, out);
        } else {
            out.lane().execute(() -> begin(upgraded, out));
        }
    }

    /** The next frame of the client, but for a close. On the lane. */
    void onFrame(FrameReader frame) {
        lastReadNanos = System.nanoTime();
        inFrame = false;
        int bytes = frame.length();
        beginShare();
        handling = true;
        boolean more;
        try {
            more = handle(frame);
        } catch (RuntimeException | Error e) {
            log.error("a client's message could not be handled, its connection is closed", e);
            end(Disconnect.FAILED);
            more = true;
        } finally {
            handling = false;
        }
        if (more) {
            readOn(bytes);
        }
    }

    /** The client has sent a part of a frame. On the lane. */
    void partOfFrame() {
        lastReadNanos = System.nanoTime();
        if (!inFrame) {
            inFrame = true;
            frameSinceNanos = lastReadNanos;
        }
    }

    /** The client has sent a close, to which this is the answer. On the lane. */
    void clientCloses(ByteBuffer answer) {
        if (outbound != null) {
            outbound.clientCloses(answer);
        }
    }

    /** The client sends what cannot be understood. On the lane. */
    void fail(Disconnect reason) {
        if (outbound != null) {
            outbound.fail(reason);
        }
    }

    /** The connection has ended, whoever ended it. Any thread, once. */
    void closed() {
        SocketOutbound out = outbound;
        // Without one it has gone before it was open.
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

    /** Whether the client has been silent for too long, or takes too long for a frame; one that we do not read from does not. */
    boolean isSilent(long nowNanos) {
        return !busy
                && (nowNanos - lastReadNanos > limits.idleNanos()
                        || (inFrame && nowNanos - frameSinceNanos > FRAME_SILENCES * limits.idleNanos()));
    }

    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastReadNanos);
    }

    @Nullable
    SocketAddress remoteAddress() {
        return connection == null ? null : connection.socket().getRemoteSocketAddress();
    }

    /** The client is told to go: reads on for its answer to that. On the lane. */
    void closing() {
        if (connection != null) {
            connection.closing();
        }
    }

    private void begin(WebSocketConnection upgraded, SocketOutbound out) {
        lastReadNanos = System.nanoTime();
        if (counted) {
            conversation = out.open(protocol);
            upgraded.demand();
        } else {
            out.refuse(Disconnect.TOO_MANY);
        }
    }

    private void end(SocketOutbound out) {
        out.gone();
        if (counted) {
            connections.leave();
        }
    }

    /** Whether the next frame may come. */
    private boolean handle(FrameReader frame) {
        switch (frame.opcode()) {
            case FrameReader.TEXT -> {
                inText = true;
                deflated = frame.isDeflated();
                return text(frame);
            }
            case FrameReader.CONTINUATION -> {
                return !inText || text(frame);
            }
            case FrameReader.BINARY -> inText = false;
            case FrameReader.PING -> pong(ByteBuffer.wrap(frame.array(), frame.offset(), frame.length()));
            default -> {
                // The answer to a ping of which we have sent none.
            }
        }
        return true;
    }

    private void pong(ByteBuffer data) {
        if (outbound != null) {
            outbound.sendControl(WebSocketFrame.pong(data));
        }
    }

    private boolean text(FrameReader frame) {
        int maxBytes = deflated ? Inflation.maxDeflatedBytes(limits.messageBytes()) : limits.messageBytes();
        Fragments before = fragments;
        if ((before == null ? 0 : before.length()) + frame.length() > maxBytes) {
            end(Disconnect.TOO_BIG);
            return true;
        }
        if (before == null && frame.isLast()) {
            return whole(frame.array(), frame.offset(), frame.length());
        }
        Fragments all = before == null ? new Fragments() : before;
        all.add(frame, maxBytes);
        fragments = frame.isLast() ? null : all;
        return !frame.isLast() || whole(all.bytes(), 0, all.length());
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

    /** Says why, and that is all: nothing is handed over any more but the client's answer to it. */
    private void end(Disconnect reason) {
        busy = false;
        fragments = null;
        if (outbound != null) {
            outbound.close(reason);
        }
    }

    private void readOn(int payloadBytes) {
        WebSocketConnection open = connection;
        SocketOutbound out = outbound;
        if (open == null || out == null) {
            return;
        }
        beginShare();
        framesInTurn++;
        bytesInTurn += payloadBytes;
        if (framesInTurn < FRAMES_IN_TURN && bytesInTurn < BYTES_IN_TURN) {
            open.demand();
        } else {
            out.lane().afterNextRound(open::demand);
        }
    }

    private void beginShare() {
        int now = outbound == null ? turn : outbound.lane().turns();
        if (now != turn) {
            turn = now;
            framesInTurn = 0;
            bytesInTurn = 0;
        }
    }
}
