package org.carotene.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.PublicationFormat;
import org.carotene.metrics.Metrics;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.Protocol;
import org.carotene.protocol.V1Protocol;
import org.carotene.session.Outbound;
import org.carotene.settings.LimitSettings;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a connection reads, on a real socket. */
@Timeout(60)
final class LaneEndPointIT {

    private final ByteBuffer buffer = BufferUtil.allocate(16);
    private SocketChannel client;
    private SocketChannel accepted;
    private LaneEndPoint endPoint;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(server.getLocalAddress());
            accepted = server.accept();
        }
        accepted.configureBlocking(false);
        SelectorManager manager = new ServerConnector(new Server()).getSelectorManager();
        LaneSelector selector = new LaneSelector(manager, 0, new JettyLane(0, 1 << 20));
        endPoint = new LaneEndPoint(accepted, selector, null, null);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
    }

    @Test
    void fill_webSocketThatHasTakenAllThereWas_saysSoWithoutAskingTheSystemAgain() throws IOException {
        becomeWebSocket();
        send("one");
        awaitBytes("one");
        send("two");

        assertThat(endPoint.fill(buffer)).isZero();
        awaitBytes("two");
    }

    @Test
    void fill_webSocketWithMoreThanTheBufferHolds_readsOnAtOnce() throws IOException {
        becomeWebSocket();
        send("0123456789abcdef-and-more");
        awaitBytes("0123456789abcdef");

        awaitBytes("-and-more");
    }

    @Test
    void fill_webSocketWhoseClientHasEnded_saysSoAfterTheLastBytes() throws IOException {
        becomeWebSocket();
        send("last");
        client.shutdownOutput();
        awaitBytes("last");

        assertThat(endPoint.fill(buffer)).isZero();
        await().untilAsserted(() -> assertThat(endPoint.fill(buffer)).isEqualTo(-1));
    }

    private void becomeWebSocket() {
        SocketLimits limits = SocketLimits.of(LimitSettings.DEFAULTS, new LongAdder());
        WebSocketReader reader = new WebSocketReader(
                new SilentProtocol(), V1Protocol.FORMAT, limits, new ConnectionCount(1, new Metrics()));
        endPoint.bind(new SocketOutbound(endPoint, reader, V1Protocol.FORMAT, limits));
    }

    private void send(String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private void awaitBytes(String text) {
        BufferUtil.clear(buffer);
        await().untilAsserted(() -> {
            if (endPoint.fill(buffer) <= 0) {
                throw new AssertionError("nothing yet");
            }
            assertThat(BufferUtil.toString(buffer, US_ASCII)).isEqualTo(text);
        });
    }

    private static final class SilentProtocol implements Protocol {

        @Override
        public PublicationFormat format() {
            return V1Protocol.FORMAT;
        }

        @Override
        public Conversation open(Outbound outbound) {
            throw new IllegalStateException("a conversation (expected: none)");
        }
    }
}
