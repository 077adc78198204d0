package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.Hub;
import org.carotene.metrics.Metrics;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.testing.LonelyCluster;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a lane turns, on a selector whose updates run when the test says so. */
class JettyLaneTest {

    private final String threadName = Thread.currentThread().getName();
    private final JettyLane lane = new JettyLane(0, 1 << 20);
    private final ManualSelector selector = new ManualSelector();
    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void bind() {
        lane.bind(selector);
        selector.runUpdates();
    }

    @AfterEach
    void giveTheThreadItsNameBack() {
        Thread.currentThread().setName(threadName);
    }

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
        SilentSocket socket = new SilentSocket(lane);
        Metrics metrics = new Metrics();
        LineProtocol protocol =
                new LineProtocol(new Hub(List.of(lane), new LonelyCluster(new NodeName("n@host")), List.of()));
        WebSocketReader reader = new WebSocketReader(
                protocol,
                protocol.format(),
                SocketLimits.of(LimitSettings.DEFAULTS, new LongAdder()),
                new ConnectionCount(1, metrics));
        WebSocketConnection connection = new WebSocketConnection(socket, reader, 1000, false);
        lane.execute(() -> done.add("turn"));

        for (int i = 0; i < JettyLane.TASKS_BEFORE_ROUND; i++) {
            connection.succeeded();
        }
        done.add("reads");

        assertThat(done).containsExactly("turn", "reads");
    }

    private void runTasks(int count) {
        for (int i = 0; i < count; i++) {
            lane.runHere(() -> {});
        }
    }

    /** A socket whose client says nothing. */
    private static final class SilentSocket extends ByteArrayEndPoint implements LaneWriter {

        private final JettyLane lane;

        SilentSocket(JettyLane lane) {
            this.lane = lane;
        }

        @Override
        public JettyLane lane() {
            return lane;
        }

        @Override
        public void upgraded() {}

        @Override
        public boolean readsAllAtOnce() {
            return true;
        }

        @Override
        public boolean hasClientEnded() {
            return false;
        }

        @Override
        public void received() {}
    }

    private static final class ManualSelector extends ManagedSelector {

        private final Queue<SelectorUpdate> updates = new ArrayDeque<>();

        ManualSelector() {
            super(new ServerConnector(new Server()).getSelectorManager(), 0);
        }

        @Override
        public void submit(SelectorUpdate update) {
            updates.add(update);
        }

        void runUpdates() {
            for (SelectorUpdate update = updates.poll(); update != null; update = updates.poll()) {
                update.update(null);
            }
        }
    }
}
