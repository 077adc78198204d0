package org.carotene.transport.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EventListener;
import java.util.concurrent.TimeoutException;
import org.carotene.protocol.Utf8;
import org.carotene.session.Disconnect;
import org.carotene.transport.frame.FrameReader;
import org.carotene.transport.frame.WebSocketFrame;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneWriter;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on its connection, from the answer to the upgrade on: reads frames, hands each to the reader when that has
 * asked for it, and closes as RFC 6455 says. Writing is the affair of {@link SocketOutbound}.
 *
 * <p>Jetty has a class for that, which holds 1.5 KB more for each connection, most of it locks: it may be called on any
 * thread, this one on its lane alone. All connections of a lane read into the same buffer; a connection has one of its own
 * only while it holds a part of a frame, or frames that the reader does not want yet. It is its own callback for what can
 * be read, and the task of reading it.
 */
final class WebSocketConnection implements Connection, Connection.UpgradeTo, Callback, Runnable {

    private static final int NORMAL = 1000;
    private static final int FIRST_HELD_BYTES = 4 * 1024;
    private static final int FIRST_OF_APPLICATIONS = 3000;
    private static final int LAST = 4999;

    private final LaneWriter socket;
    private final WebSocketReader reader;
    private final int maxPayloadBytes;
    private final boolean mayDeflate;
    private final long opened = System.currentTimeMillis();

    // The lane's own from here on.
    private @Nullable ByteBuffer held;
    private boolean wanted;
    private boolean handing;
    private boolean interested;
    private boolean inMessage;

    /** Nothing but the client's close is of interest any more. */
    private boolean closing;

    /** Not even that: what it sends cannot be understood. */
    private boolean deaf;

    /**
     * @param mayDeflate whether permessage-deflate has been agreed to
     */
    WebSocketConnection(LaneWriter socket, WebSocketReader reader, int maxPayloadBytes, boolean mayDeflate) {
        this.socket = socket;
        this.reader = reader;
        this.maxPayloadBytes = maxPayloadBytes;
        this.mayDeflate = mayDeflate;
    }

    LaneWriter socket() {
        return socket;
    }

    /** What came right behind the request. */
    @Override
    public void onUpgradeTo(ByteBuffer behind) {
        held = keep(behind, behind.remaining());
    }

    @Override
    public void onOpen() {
        // The lane times reads itself: this time-out would be put off by whatever we write.
        socket.setIdleTimeout(0);
        reader.opened(this);
    }

    /** Has the next frame handed over, at once if it is here. On the lane. */
    void demand() {
        wanted = true;
        if (!handing && !interested && socket.isOpen()) {
            handOverHeld();
        }
    }

    /** A close is on its way to the client: reads on for its answer alone. On the lane. */
    void closing() {
        closing = true;
        demand();
    }

    /** There is something to read. */
    @Override
    public void succeeded() {
        JettyLane lane = socket.lane();
        if (lane.isCurrent()) {
            // Jetty runs by itself what does not block: it would not count, and a turn might come in the middle of it.
            lane.runHere(this);
        } else {
            lane.execute(this);
        }
    }

    /** There will be nothing to read. */
    @Override
    public void failed(Throwable cause) {
        socket.close();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** What its own buffer takes; for tests. */
    int heldBytes() {
        ByteBuffer own = held;
        return own == null ? 0 : own.capacity();
    }

    /** Reads what there is. On the lane. */
    @Override
    public void run() {
        interested = false;
        handing = true;
        boolean more;
        try {
            more = read();
        } catch (IOException e) {
            more = false;
            socket.close();
        } finally {
            handing = false;
        }
        if (more && (closing || deaf)) {
            // Who is not listened to gets one read a turn, or a flood would keep the lane.
            socket.lane().afterNextRound(this::awaitMore);
        } else if (more) {
            awaitMore();
        }
    }

    private void handOverHeld() {
        ByteBuffer before = held;
        if (before != null) {
            handing = true;
            try {
                handOver(before);
                keepRest(before, true);
            } finally {
                handing = false;
            }
        }
        if (wanted) {
            awaitMore();
        }
    }

    private void awaitMore() {
        if (!interested && socket.isOpen()) {
            interested = true;
            socket.fillInterested(this);
        }
    }

    /** Reads until there is no more; whether more is wanted then. */
    private boolean read() throws IOException {
        while (true) {
            ByteBuffer own = held;
            ByteBuffer in = own == null ? socket.lane().input() : own;
            int room = BufferUtil.space(in);
            int filled = socket.fill(in);
            if (filled < 0) {
                socket.close();
                return false;
            }
            if (filled == 0) {
                return wanted;
            }
            handOver(in);
            keepRest(in, own != null);
            if (!wanted || closing || deaf || (filled < room && socket.readsAllAtOnce())) {
                return wanted;
            }
        }
    }

    /**
     * What is left waits in a buffer of the connection's own. It grows with what comes: a length is soon said, and a client
     * that says it and no more is not to hold as much.
     */
    private void keepRest(ByteBuffer in, boolean own) {
        if (!in.hasRemaining()) {
            held = null;
            return;
        }
        if (wanted) {
            reader.partOfFrame();
        }
        int needed = Math.max(in.remaining(), wanted ? frame().neededBytes() : 0);
        boolean full = in.remaining() == in.capacity();
        if (!own || (full && in.capacity() < needed)) {
            held = keep(in, Math.min(needed, Math.max(FIRST_HELD_BYTES, 2 * in.remaining())));
        } else if (in.position() > 0) {
            in.compact().flip();
        }
    }

    private static ByteBuffer keep(ByteBuffer in, int bytes) {
        return ByteBuffer.allocate(bytes).put(in).flip();
    }

    private FrameReader frame() {
        return socket.lane().frame();
    }

    /** Hands frames over as long as they are wanted and whole. */
    private void handOver(ByteBuffer in) {
        FrameReader frame = frame();
        while (wanted && !deaf) {
            switch (frame.read(in, maxPayloadBytes, mayDeflate)) {
                case FRAME -> take(frame);
                case PART -> {
                    return;
                }
                case TOO_LONG -> fail(Disconnect.TOO_BIG);
                case WRONG -> fail(Disconnect.BAD_FRAME);
            }
        }
        if (deaf) {
            in.position(in.limit());
        }
    }

    private void take(FrameReader frame) {
        if (frame.opcode() == FrameReader.CLOSE) {
            close(frame);
        } else if (!frame.isControl() && inMessage != (frame.opcode() == FrameReader.CONTINUATION)) {
            fail(Disconnect.BAD_FRAME);
        } else {
            inMessage = frame.isControl() ? inMessage : !frame.isLast();
            if (!closing) {
                wanted = false;
                reader.onFrame(frame);
            }
        }
    }

    private void close(FrameReader frame) {
        ByteBuffer status = ByteBuffer.wrap(frame.array(), frame.offset(), frame.length());
        int code = frame.length() >= 2 ? status.getShort() & 0xFFFF : NORMAL;
        if (frame.length() == 1 || !isCode(code)) {
            fail(Disconnect.BAD_FRAME);
        } else if (!Utf8.isValid(status.array(), status.position(), frame.offset() + frame.length())) {
            fail(Disconnect.BAD_DATA);
        } else {
            deaf = true;
            reader.clientCloses(frame.length() == 0 ? WebSocketFrame.close() : WebSocketFrame.close(code, new byte[0]));
        }
    }

    /** Those that may stand in a close: section 7.4, and what has been registered since. */
    private static boolean isCode(int code) {
        return (code >= NORMAL && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= FIRST_OF_APPLICATIONS && code <= LAST);
    }

    /** What the client sends is not to be understood from here on: says so, and hears nothing more. */
    private void fail(Disconnect reason) {
        deaf = true;
        wanted = true;
        reader.fail(reason);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        reader.closed();
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    @Override
    public EndPoint getEndPoint() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void addEventListener(EventListener listener) {
        // Nobody is told of single connections.
    }

    @Override
    public void removeEventListener(EventListener listener) {
        // As above.
    }

    @Override
    public long getMessagesIn() {
        return -1;
    }

    @Override
    public long getMessagesOut() {
        return -1;
    }

    @Override
    public long getBytesIn() {
        return -1;
    }

    @Override
    public long getBytesOut() {
        return -1;
    }

    @Override
    public long getCreatedTimeStamp() {
        return opened;
    }
}
