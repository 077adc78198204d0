package org.carotene.transport;

import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS connections whose decrypted side a lane can write to, as it does to a plain one. */
final class LaneTlsConnectionFactory extends SslConnectionFactory {

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

            @Override
            public JettyLane lane() {
                return ((LaneEndPoint) getEndPoint()).lane();
            }

            @Override
            public void bind(SocketOutbound bound) {
                outbound = bound;
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
            public boolean hasClientEnded() {
                return ((LaneEndPoint) getEndPoint()).hasClientEnded();
            }

            @Override
            public void writeThrough(Callback callback, ByteBuffer... buffers) {
                super.write(callback, buffers);
            }
        }
    }
}
