package org.carotene.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneWriter;
import org.carotene.transport.ring.SendBatch;
import org.carotene.transport.socket.LaneEndPoint;
import org.carotene.transport.socket.ReadAhead;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS connections whose decrypted side a lane can write to, as it does to a plain one. */
final class LaneTlsConnectionFactory extends SslConnectionFactory {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * What goes out with the round at most. More is better written while it lies in the nearest cache, and is little held up by
     * its call.
     */
    private static final int MOST_WITH_ROUND_BYTES = 4 * 1024;

    private final Executor handshakes;

    /**
     * @param handshakes computes them, off the lanes
     */
    LaneTlsConnectionFactory(SslContextFactory.Server tls, String nextProtocol, Executor handshakes) {
        super(tls, nextProtocol);
        this.handshakes = handshakes;
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        LaneEndPoint plain = (LaneEndPoint) endPoint;
        OffLaneEngine offLane = new OffLaneEngine(engine, handshakes, plain.lane()::execute, plain::isOpen);
        LaneTlsConnection made = new LaneTlsConnection(connector, endPoint, offLane, getSslContextFactory());
        offLane.resumeBy(made::onFillable);
        return made;
    }

    private static final class LaneTlsConnection extends SslConnection {

        LaneTlsConnection(Connector connector, EndPoint endPoint, SSLEngine engine, SslContextFactory tls) {
            super(connector.getByteBufferPool(), connector.getExecutor(), tls, endPoint, engine, false, false);
        }

        @Override
        protected SslEndPoint newSslEndPoint() {
            return new LaneTlsEndPoint();
        }

        /** The decrypted side. */
        private final class LaneTlsEndPoint extends SslEndPoint implements LaneWriter, SendBatch.Sender {

            // Whether Jetty may hold records that it has encrypted and the socket has not taken.
            private boolean held;

            // How large a record may be while no handshake is on, else 0. To ask the engine takes a lock or two, and
            // for
            // a publication to many its lines out of memory once more; only what is read from a client can change it.
            private int recordBytes;

            // Whose frames the round has of this connection, or had the last time.
            private SendBatch.@Nullable Sender roundSender;

            // Only where somebody has looked.
            private @Nullable ReadAhead ahead;

            @Override
            public JettyLane lane() {
                return plain().lane();
            }

            @Override
            public void upgraded() {
                plain().upgraded();
            }

            // More may have been decrypted than there was room for.
            @Override
            public boolean readsAllAtOnce() {
                return false;
            }

            @Override
            public void received() {
                plain().received();
            }

            @Override
            public boolean flush(ByteBuffer... buffers) throws IOException {
                if (!encryptsHere()) {
                    held = !super.flush(buffers);
                    return !held;
                }
                return flushRecords(buffers);
            }

            private boolean encryptsHere() {
                return plain().isWebSocket() && !held && lane().isCurrent() && isSteady();
            }

            @Override
            public boolean flushWithRound(SendBatch.Sender sender, ByteBuffer... frames) throws IOException {
                if (!encryptsHere()
                        || bytes(frames) > MOST_WITH_ROUND_BYTES
                        || !lane().sends().isOpen()
                        || !plain().flushKept()) {
                    return false;
                }
                ByteBuffer records = lane().records().clear();
                while (hasContent(frames)) {
                    encrypt(frames, records);
                }
                roundSender = sender;
                if (!plain().flushWithRoundOrKeep(this, records.flip())) {
                    sender.unsent(NOTHING);
                }
                return true;
            }

            /** Records that the socket has not taken: they are no longer the round's, nor can they be made again. */
            @Override
            public void unsent(ByteBuffer left) {
                plain().keep(left);
                roundSender().unsent(NOTHING);
            }

            @Override
            public void broken(IOException cause) {
                roundSender().broken(cause);
            }

            private SendBatch.Sender roundSender() {
                return Objects.requireNonNull(roundSender, "a batch told who has sent nothing");
            }

            private static int bytes(ByteBuffer... buffers) {
                int bytes = 0;
                for (ByteBuffer buffer : buffers) {
                    bytes += buffer.remaining();
                }
                return bytes;
            }

            private boolean isSteady() {
                if (recordBytes == 0 && getSSLEngine().getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                    recordBytes = getSSLEngine().getSession().getPacketBufferSize();
                }
                return recordBytes > 0;
            }

            // Jetty would take a buffer from its pool for each, and write after each record.
            private boolean flushRecords(ByteBuffer... buffers) throws IOException {
                if (!plain().flushKept()) {
                    return false;
                }
                ByteBuffer records = lane().records();
                int room = recordBytes;
                boolean taken = true;
                while (taken && hasContent(buffers)) {
                    records.clear();
                    while (hasContent(buffers) && records.remaining() >= room) {
                        encrypt(buffers, records);
                    }
                    taken = plain().flushOrKeep(records.flip());
                }
                return taken;
            }

            private void encrypt(ByteBuffer[] buffers, ByteBuffer records) throws IOException {
                SSLEngineResult done = getSSLEngine().wrap(buffers, records);
                if (done.getStatus() != Status.OK) {
                    throw new IOException("TLS takes nothing any more: " + done.getStatus());
                }
                if (done.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                    // So many records that new keys are due.
                    recordBytes = 0;
                }
            }

            private static boolean hasContent(ByteBuffer... buffers) {
                for (ByteBuffer buffer : buffers) {
                    if (buffer.hasRemaining()) {
                        return true;
                    }
                }
                return false;
            }

            private LaneEndPoint plain() {
                return (LaneEndPoint) getEndPoint();
            }

            // Decrypted, since a client says by an encrypted word that it goes, and may leave its side open after it.
            @Override
            public boolean hasClientEnded() {
                if (ahead == null) {
                    ahead = new ReadAhead();
                }
                return ahead.hasEnded(this::decryptOn);
            }

            private int decryptOn(ByteBuffer buffer) throws IOException {
                recordBytes = 0;
                return super.fill(buffer);
            }

            @Override
            public int fill(ByteBuffer buffer) throws IOException {
                ReadAhead first = ahead;
                return first == null || first.isEmpty() ? decryptOn(buffer) : first.take(buffer);
            }

            @Override
            protected void needsFillInterest() {
                ReadAhead first = ahead;
                if (first == null || first.isEmpty()) {
                    super.needsFillInterest();
                } else {
                    lane().execute(getFillInterest()::fillable);
                }
            }
        }
    }
}
