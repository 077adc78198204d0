package org.carotene.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.Hub;
import org.carotene.metrics.Metrics;
import org.carotene.session.Disconnect;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.testing.LineProtocol;
import org.carotene.testing.LonelyCluster;
import org.carotene.transport.lane.BoundLane;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.ManualSelector;
import org.carotene.transport.lane.SilentSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a connection reads, holds and is told, on a lane that turns when the test says so. */
class WebSocketConnectionTest {

    /** Far more than a lane runs before its round. */
    private static final int STORM = 1000;

    @RegisterExtension
    final BoundLane bound = new BoundLane();

    private final JettyLane lane = bound.lane;
    private final ManualSelector selector = bound.selector;

    @Test
    void succeeded_aStormOfReads_whatIsLeftDoesNotWaitForAllOfThem() {
        List<String> done = new ArrayList<>();
        WebSocketConnection connection = connection(new SilentSocket(lane, 100), 1);
        lane.execute(() -> done.add("turn"));

        for (int i = 0; i < STORM; i++) {
            connection.succeeded();
        }
        done.add("reads");

        assertThat(done).containsExactly("turn", "reads");
    }

    @Test
    void succeeded_longFrameOfWhichLittleComes_holdsLittleMoreThanThat() throws Exception {
        SilentSocket socket = new SilentSocket(lane, 100) {
            @Override
            protected void execute(Runnable task) {
                task.run();
            }
        };
        WebSocketConnection connection = connection(socket, 1, 1 << 20);
        connection.onOpen();
        selector.runUpdates();
        // The header of a text of a million bytes, masked, and some bytes of it.
        ByteBuffer frame = ByteBuffer.allocate(1_000_014);
        frame.put((byte) 0x81).put((byte) 0xFF).putLong(1_000_000).putInt(0).clear();

        socket.addInput(frame.slice(0, 100));
        assertThat(connection.heldBytes()).isBetween(100, 8 * 1024);

        socket.addInput(frame.slice(100, 99_900));
        assertThat(connection.heldBytes()).isBetween(100_000, 256 * 1024);

        socket.addInput(frame.slice(100_000, 900_014));
        assertThat(connection.heldBytes()).isZero();
    }

    @Test
    void opened_beyondTheBound_isToldSoAndEndedThoughItDoesNotAnswer() {
        SilentSocket socket = new SilentSocket(lane, 100);

        connection(socket, 0).onOpen();

        assertThat(socket.takeOutput().getShort(2)).isEqualTo((short) Disconnect.TOO_MANY.code());
        lane.tick(System.nanoTime());
        assertThat(socket.isOpen()).isTrue();
        lane.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(6));
        assertThat(socket.isOpen()).isFalse();
    }

    private WebSocketConnection connection(SilentSocket socket, int maxConnections) {
        return connection(socket, maxConnections, 1000);
    }

    private WebSocketConnection connection(SilentSocket socket, int maxConnections, int maxBytes) {
        LineProtocol protocol =
                new LineProtocol(new Hub(List.of(lane), new LonelyCluster(new NodeName("n@host")), List.of()));
        WebSocketReader reader = new WebSocketReader(
                protocol,
                protocol.format(),
                SocketLimits.of(LimitSettings.DEFAULTS, new LongAdder()),
                new ConnectionCount(maxConnections, new Metrics()));
        return new WebSocketConnection(socket, reader, maxBytes, false);
    }
}
