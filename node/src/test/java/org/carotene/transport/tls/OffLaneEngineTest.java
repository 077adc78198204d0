package org.carotene.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;

/** Handshakes whose tasks run when the test says so. */
class OffLaneEngineTest {

    private final Queue<Runnable> elsewhere = new ArrayDeque<>();
    private final Queue<Runnable> lane = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean open = true;
    private final OffLaneEngine engine = new OffLaneEngine(new TaskEngine(), elsewhere::add, lane::add, () -> open);

    OffLaneEngineTest() throws NoSuchAlgorithmException {}

    @Test
    void closeOutbound_onAnotherThreadDuringATask_isDoneBehindIt() throws Exception {
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);

        Thread ticks = new Thread(engine::closeOutbound);
        ticks.start();
        ticks.join();
        assertThat(engine.isOutboundDone()).isTrue();
        assertThat(done).isEmpty();
        elsewhere.remove().run();
        lane.remove().run();

        assertThat(done).containsExactly("task", "close");
    }

    @Test
    void getHandshakeStatus_connectionGoneBeforeItsTurn_computesNothing() {
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);

        open = false;
        elsewhere.remove().run();

        assertThat(done).isEmpty();
        assertThat(lane).isEmpty();
    }

    @Test
    void closeOutbound_withoutATask_isDoneAtOnce() {
        engine.closeOutbound();

        assertThat(done).containsExactly("close");
    }

    /** One that always has a task. */
    private final class TaskEngine extends EngineAround {

        TaskEngine() throws NoSuchAlgorithmException {
            super(SSLContext.getDefault().createSSLEngine());
        }

        @Override
        public HandshakeStatus getHandshakeStatus() {
            return HandshakeStatus.NEED_TASK;
        }

        @Override
        public Runnable getDelegatedTask() {
            return () -> done.add("task");
        }

        @Override
        public void closeOutbound() {
            done.add("close");
        }
    }
}
