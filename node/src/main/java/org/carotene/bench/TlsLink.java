package org.carotene.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted by an engine of the JDK. All links share the buffers of {@link Connections}; one of its own has only what
 * a read has cut, or a socket has not taken.
 */
final class TlsLink implements Link {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connections all;
    private final SocketChannel socket;
    private final SSLEngine engine;
    private @Nullable ByteBuffer cut;
    private @Nullable ByteBuffer left;

    TlsLink(Connections all, SocketChannel socket, SSLEngine engine) throws SSLException {
        this.all = all;
        this.socket = socket;
        this.engine = engine;
        engine.beginHandshake();
    }

    @Override
    public int read() throws IOException {
        ByteBuffer arrived = all.readBuffer();
        int came = socket.read(arrived);
        if (came < 0) {
            return -1;
        }
        all.tally().arrived(came);
        ByteBuffer records = all.records();
        if (cut != null) {
            records.put(cut);
            cut = null;
        }
        records.put(arrived.flip()).flip();
        ByteBuffer plain = ByteBuffer.wrap(all.readBytes());
        plain.position(StampScanner.CARRY_BYTES);
        boolean open = unwrap(records, plain);
        if (records.hasRemaining()) {
            cut = copy(records);
        }
        int read = plain.position() - StampScanner.CARRY_BYTES;
        return read == 0 && !open ? -1 : read;
    }

    /** Whether more may come. */
    private boolean unwrap(ByteBuffer records, ByteBuffer plain) throws IOException {
        while (true) {
            HandshakeStatus next = engine.getHandshakeStatus();
            if (next == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (next == HandshakeStatus.NEED_WRAP) {
                handshake();
            } else if (!records.hasRemaining()) {
                return true;
            } else {
                Status done = engine.unwrap(records, plain).getStatus();
                if (done == Status.BUFFER_OVERFLOW) {
                    throw new IllegalStateException("room for plain bytes: " + plain.remaining() + " (expected: more)");
                }
                if (done != Status.OK) {
                    return done != Status.CLOSED;
                }
            }
        }
    }

    @Override
    public int write(byte[] bytes, int length) throws IOException {
        if (!flushLeft()) {
            return 0;
        }
        if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            handshake();
            return 0;
        }
        ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
        while (from.hasRemaining() && left == null) {
            wrap(from);
        }
        return from.position();
    }

    /** Says what the handshake has to say now, if it has. */
    private void handshake() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            if (wrap(NOTHING).getStatus() == Status.CLOSED) {
                return;
            }
        }
    }

    private SSLEngineResult wrap(ByteBuffer from) throws IOException {
        ByteBuffer record = all.record();
        SSLEngineResult done = engine.wrap(from, record);
        send(record.flip());
        return done;
    }

    private void send(ByteBuffer record) throws IOException {
        if (left == null) {
            socket.write(record);
        }
        if (record.hasRemaining()) {
            left = left == null ? copy(record) : joined(left, record);
        }
    }

    private boolean flushLeft() throws IOException {
        if (left != null) {
            socket.write(left);
            if (left.hasRemaining()) {
                return false;
            }
            left = null;
        }
        return true;
    }

    @Override
    public boolean isBlocked(int waiting) {
        return left != null;
    }

    @Override
    public String encryption() {
        return engine.getSession().getProtocol() + " " + engine.getSession().getCipherSuite();
    }

    private static ByteBuffer copy(ByteBuffer rest) {
        return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }
}
