package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutgoingQueueTest {

    private static final Frame SMALL = new Frame.SnapshotRequest();

    @Test
    void offer_full_refusesAndTakesAgainWhenThereIsRoom() {
        OutgoingQueue queue = new OutgoingQueue(2L * SMALL.weight());

        assertThat(queue.offer(SMALL)).isTrue();
        assertThat(queue.offer(SMALL)).isTrue();
        assertThat(queue.offer(SMALL)).isFalse();
        assertThat(queue.bytes()).isEqualTo(2L * SMALL.weight());
        assertThat(queue.poll()).isSameAs(SMALL);
        assertThat(queue.offer(SMALL)).isTrue();
    }

    @Test
    void offer_largerThanTheBound_isTakenWhenNothingElseWaits() {
        OutgoingQueue queue = new OutgoingQueue(SMALL.weight());
        Frame large = TestPeer.publish("1".repeat(1000));

        assertThat(queue.offer(large)).isTrue();
        assertThat(queue.offer(large)).isFalse();
        assertThat(queue.poll()).isSameAs(large);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void take_frameComesLater_wakes() throws Exception {
        OutgoingQueue queue = new OutgoingQueue(1000);
        CompletableFuture<Frame> taken = CompletableFuture.supplyAsync(queue::take);

        TimeUnit.MILLISECONDS.sleep(20);
        queue.offer(SMALL);

        assertThat(taken.get(20, TimeUnit.SECONDS)).isSameAs(SMALL);
    }

    @Test
    void take_closed_endsTheWaitAndLeavesTheRest() throws Exception {
        OutgoingQueue queue = new OutgoingQueue(1000);
        CompletableFuture<Frame> taken = CompletableFuture.supplyAsync(queue::take);
        OutgoingQueue other = new OutgoingQueue(1000);
        other.offer(SMALL);

        queue.close();
        other.close();

        assertThat(taken.get(20, TimeUnit.SECONDS)).isNull();
        assertThat(queue.offer(SMALL)).isFalse();
        assertThat(other.take()).isNull();
        assertThat(other.poll()).isSameAs(SMALL);
    }

    @Test
    void pause_closed_endsEarly() {
        OutgoingQueue queue = new OutgoingQueue(1000);
        CompletableFuture<Void> paused = CompletableFuture.runAsync(
                () -> queue.pause(Duration.ofMinutes(1).toNanos()));

        queue.close();

        assertThat(paused).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void offer_byManyThreads_keepsTheOrderOfEachAndLosesNone() throws Exception {
        OutgoingQueue queue = new OutgoingQueue(Long.MAX_VALUE);
        int threads = 4;
        int each = 50_000;
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int producer = i;
            producers.add(new Thread(() -> produce(queue, producer, each)));
        }

        producers.forEach(Thread::start);
        long[] last = new long[threads];
        for (int i = 0; i < threads * each; i++) {
            Frame.Canary canary = (Frame.Canary) queue.take();
            int producer = (int) canary.incarnation();
            assertThat(canary.sequence()).isEqualTo(++last[producer]);
        }

        assertThat(queue.poll()).isNull();
        assertThat(queue.bytes()).isZero();
    }

    private static void produce(OutgoingQueue queue, int producer, int count) {
        for (int i = 1; i <= count; i++) {
            queue.offer(new Frame.Canary(producer, i, 0));
        }
    }
}
