package org.carotene.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS connections whose decrypted side a lane can write to, as it does to a plain one. */
final class LaneTlsConnectionFactory extends SslConnectionFactory {

    private static final int READ_AHEAD_BYTES = 256;

    LaneTlsConnectionFactory(SslContextFactory.Server tls, String nextProtocol) {
        super(tls, nextProtocol);
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return new LaneTlsConnection(connector, endPoint, engine, getSslContextFactory());
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
        private final class LaneTlsEndPoint extends SslEndPoint implements LaneWriter {

            private @Nullable SocketOutbound outbound;

            // What hasClientEnded() has read and nobody has asked for yet.
            private @Nullable ByteBuffer ahead;

            @Override
            public JettyLane lane() {
                return plain().lane();
            }

            @Override
            public void bind(SocketOutbound bound) {
                outbound = bound;
                plain().upgraded();
            }

            @Override
            public void received() {
                plain().received();
            }

            private LaneEndPoint plain() {
                return (LaneEndPoint) getEndPoint();
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

            // Decrypted, since a client says by an encrypted word that it goes, and may leave its side open after it.
            @Override
            public boolean hasClientEnded() {
                if (ahead != null) {
                    return false;
                }
                ByteBuffer look = BufferUtil.allocate(READ_AHEAD_BYTES);
                try {
                    int filled = super.fill(look);
                    while (filled > 0 && BufferUtil.space(look) > 0) {
                        filled = super.fill(look);
                    }
                    if (look.hasRemaining()) {
                        ahead = look;
                    }
                    return filled < 0;
                } catch (IOException e) {
                    return true;
                }
            }

            @Override
            public int fill(ByteBuffer buffer) throws IOException {
                ByteBuffer first = ahead;
                if (first == null) {
                    return super.fill(buffer);
                }
                int filled = BufferUtil.append(buffer, first);
                if (!first.hasRemaining()) {
                    ahead = null;
                }
                return filled;
            }

            @Override
            protected void needsFillInterest() {
                if (ahead == null) {
                    super.needsFillInterest();
                } else {
                    lane().execute(getFillInterest()::fillable);
                }
            }

            @Override
            public void writeThrough(Callback callback, ByteBuffer... buffers) {
                super.write(callback, buffers);
            }
        }
    }
}
