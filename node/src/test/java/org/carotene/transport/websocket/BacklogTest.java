package org.carotene.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.carotene.transport.lane.BoundLane;
import org.carotene.transport.lane.SilentSocket;
import org.junit.jupiter.api.Test;

/** What waits for a client that reads slowly, or not at all. */
class BacklogTest {

    private static final int FRAMES = 50_000;
    private static final int BEGUN_BYTES = 3;
    private static final long MAX_BYTES = 1 << 20;

    private final ClosableSocket socket = new ClosableSocket();
    private final List<String> told = new ArrayList<>();
    private final Backlog backlog = new Backlog(socket, () -> told.add("drained"), failure -> told.add("failed"));

    @Test
    void succeeded_aLongBacklogThatGoesOutAtOnce_inOrderAndNoDeeperThanTheStack() {
        begin();
        ByteBuffer expected = ByteBuffer.allocate(BEGUN_BYTES + 4 * FRAMES).position(BEGUN_BYTES);
        for (int i = 0; i < FRAMES; i++) {
            assertThat(backlog.add(MAX_BYTES, number(i))).isTrue();
            expected.putInt(i);
        }

        socket.takeAll();

        assertThat(socket.taken.toByteArray()).isEqualTo(expected.array());
        assertThat(told).containsExactly("drained");
        assertThat(backlog.waitingBytes()).isZero();
    }

    @Test
    void add_moreThanMayWait_isRefusedAndTheRestIsAsItWas() {
        begin();
        assertThat(backlog.add(12, number(1))).isTrue();
        assertThat(backlog.add(12, number(2))).isTrue();

        assertThat(backlog.add(12, number(3))).isFalse();

        assertThat(backlog.waitingBytes()).isEqualTo(11);
    }

    @Test
    void replaceBy_whatIsUnderWay_isFinishedBeforeIt() {
        begin();
        backlog.add(MAX_BYTES, number(1));

        backlog.replaceBy(number(7));
        socket.takeAll();

        assertThat(socket.taken.toByteArray()).containsExactly(0, 0, 0, 0, 0, 0, 7);
    }

    private void begin() {
        backlog.begin(ByteBuffer.allocate(BEGUN_BYTES));
        assertThat(told).isEmpty();
    }

    private static ByteBuffer number(int number) {
        return ByteBuffer.allocate(4).putInt(0, number);
    }

    /** One that takes nothing, and then all. */
    private static final class ClosableSocket extends SilentSocket {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean takes;

        ClosableSocket() {
            super(new BoundLane().lane, 1);
        }

        @Override
        public boolean flush(ByteBuffer... buffers) {
            for (ByteBuffer buffer : buffers) {
                while (takes && buffer.hasRemaining()) {
                    taken.write(buffer.get());
                }
            }
            return takes;
        }

        void takeAll() {
            takes = true;
            getWriteFlusher().completeWrite();
        }
    }
}
