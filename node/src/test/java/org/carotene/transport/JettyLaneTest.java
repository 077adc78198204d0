package org.carotene.transport;

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
import org.carotene.testing.LonelyCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a lane turns, on a selector whose updates run when the test says so. */
class JettyLaneTest {

    @RegisterExtension
    final BoundLane bound = new BoundLane();

    private final JettyLane lane = bound.lane;
    private final ManualSelector selector = bound.selector;
    private final List<String> done = new ArrayList<>();

    @Test
    void runHere_fewTasks_whatIsLeftWaitsUntilTheyAreDone() {
        lane.execute(() -> done.add("turn"));

        runTasks(JettyLane.TASKS_BEFORE_ROUND - 1);
        done.add("tasks");
        selector.runUpdates();

        assertThat(done).containsExactly("tasks", "turn");
    }

    @Test
    void runHere_aStormOfTasks_whatIsLeftDoesNotWaitForAllOfThem() {
        lane.execute(() -> done.add("turn"));

        runTasks(JettyLane.TASKS_BEFORE_ROUND);
        done.add("tasks");

        assertThat(done).containsExactly("turn", "tasks");
    }

    @Test
    void runHere_aTaskThatRunsOthers_isNotInterruptedByATurn() {
        lane.execute(() -> done.add("turn"));

        lane.runHere(() -> {
            runTasks(2 * JettyLane.TASKS_BEFORE_ROUND);
            done.add("task");
        });
        selector.runUpdates();

        assertThat(done).containsExactly("task", "turn");
    }

    @Test
    void succeeded_aStormOfReads_whatIsLeftDoesNotWaitForAllOfThem() {
        WebSocketConnection connection = connection(new SilentSocket(lane, 100), 1);
        lane.execute(() -> done.add("turn"));

        for (int i = 0; i < JettyLane.TASKS_BEFORE_ROUND; i++) {
            connection.succeeded();
        }
        done.add("reads");

        assertThat(done).containsExactly("turn", "reads");
    }

    @Test
    void runRequest_aStormOfThem_someAtOnceAndTheOthersInLaterTurnsBehindWhatIsLeft() {
        for (int i = 0; i < 2 * Requests.IN_TURN + 1; i++) {
            lane.runRequest(() -> done.add("request"));
        }
        assertThat(done).hasSize(Requests.IN_TURN);
        lane.execute(() -> done.add("turn"));

        selector.runUpdates();

        assertThat(done).hasSize(2 * Requests.IN_TURN + 2);
        assertThat(done.indexOf("turn")).isEqualTo(Requests.IN_TURN);
    }

    @Test
    void execute_aTaskThatEndsInAnError_keepsNoOtherFromItsTurn() {
        lane.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        lane.execute(() -> done.add("next"));

        selector.runUpdates();

        assertThat(done).containsExactly("next");
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

    private void runTasks(int count) {
        for (int i = 0; i < count; i++) {
            lane.runHere(() -> {});
        }
    }
}
