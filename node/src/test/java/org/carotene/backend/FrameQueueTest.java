package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import org.carotene.channel.ChannelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Order and bound of what waits for a broker. */
@Timeout(10)
final class FrameQueueTest {

    private static final int COST = frame("0").cost();

    @Test
    void take_someFrames_oldestFirstAndNoMoreThanABatch() throws Exception {
        FrameQueue queue = filled(10 * COST, "1", "2", "3", "4");

        assertThat(texts(queue.take(2 * COST, 0))).containsExactly("1", "2");
        assertThat(texts(queue.take(1, 0))).containsExactly("3");
        assertThat(texts(queue.take(Integer.MAX_VALUE, 0))).containsExactly("4");
        assertThat(queue.take(1, 1)).isEmpty();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void add_beyondTheBound_oldestGo() throws Exception {
        FrameQueue queue = filled(3 * COST, "1", "2", "3");

        assertThat(queue.add(frame("4"))).isEqualTo(1);
        assertThat(queue.add(frame("5"))).isEqualTo(1);
        assertThat(texts(queue.take(Integer.MAX_VALUE, 0))).containsExactly("3", "4", "5");
    }

    @Test
    void add_frameLargerThanTheBound_goesItself() {
        FrameQueue queue = filled(3 * COST, "1");

        assertThat(queue.add(frame("x".repeat(1_000)))).isEqualTo(2);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void putBack_afterOthersCame_comesFirstAgain() throws Exception {
        FrameQueue queue = filled(10 * COST, "1", "2", "3");
        Deque<Frame> batch = queue.take(2 * COST, 0);
        queue.add(frame("4"));

        assertThat(queue.putBack(batch)).isZero();

        assertThat(texts(queue.take(Integer.MAX_VALUE, 0))).containsExactly("1", "2", "3", "4");
    }

    @Test
    void putBack_queueHasFilled_oldestGo() throws Exception {
        FrameQueue queue = filled(3 * COST, "1", "2", "3");
        Deque<Frame> batch = queue.take(2 * COST, 0);
        queue.add(frame("4"));

        assertThat(queue.putBack(batch)).isEqualTo(1);

        assertThat(texts(queue.take(Integer.MAX_VALUE, 0))).containsExactly("2", "3", "4");
    }

    @Test
    void close_whileSomebodyPauses_endsThePauseAndTakesNoMore() throws Exception {
        FrameQueue queue = filled(10 * COST, "1");

        queue.close();

        queue.pause(60_000);
        assertThat(queue.add(frame("2"))).isZero();
        assertThat(texts(queue.take(Integer.MAX_VALUE, 60_000))).containsExactly("1");
        assertThat(queue.take(Integer.MAX_VALUE, 60_000)).isEmpty();
    }

    private static FrameQueue filled(int maxBytes, String... texts) {
        FrameQueue queue = new FrameQueue(maxBytes);
        for (String text : texts) {
            queue.add(frame(text));
        }
        return queue;
    }

    private static Frame frame(String text) {
        return new Frame(new ChannelName("c"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Deque<Frame> frames) {
        return frames.stream()
                .map(frame -> new String(frame.text(), StandardCharsets.UTF_8))
                .toList();
    }
}
