package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.carotene.channel.Publication;
import org.carotene.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerSenderTest {

    private final BusMetrics metrics = new BusMetrics(new Metrics());
    private final Peer peer = TestPeer.of("b@h", 2, 4 << 20, metrics);
    private final List<byte[]> messages = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        peer.queue().close();
        for (Thread thread : threads) {
            thread.join(5_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void run_whileASendBlocks_gathersAndSendsInOrder() {
        CountDownLatch hung = new CountDownLatch(1);
        start(peer, message -> {
            messages.add(message);
            awaitQuietly(hung);
        });
        peer.offer(TestPeer.publish("0"));
        await().until(() -> messages.size() == 1);

        IntStream.rangeClosed(1, 1000).forEach(i -> peer.offer(TestPeer.publish("" + i)));
        hung.countDown();

        await().until(() -> received().size() == 1001);
        assertThat(received())
                .isEqualTo(IntStream.rangeClosed(0, 1000).mapToObj(i -> "" + i).toList());
        assertThat(messages).hasSize(2);
        assertThat(peer.traffic().publicationsSent()).isEqualTo(1001);
    }

    @Test
    void run_muchWaits_boundsTheMessages() {
        String payload = "\"" + "x".repeat(1000) + "\"";
        IntStream.range(0, 1000).forEach(i -> peer.offer(TestPeer.publish(payload)));

        start(peer, messages::add);

        await().until(() -> received().size() == 1000);
        assertThat(messages)
                .hasSizeBetween(4, 5)
                .allSatisfy(message -> assertThat(message.length).isLessThan(PeerSender.MESSAGE_BYTES + 2000));
    }

    @Test
    void run_anotherNodeHangs_isNotHeldUp() {
        CountDownLatch hung = new CountDownLatch(1);
        CountDownLatch sending = new CountDownLatch(1);
        Peer hanging = TestPeer.of("c@h", 3, 1000, metrics);
        start(hanging, message -> {
            sending.countDown();
            awaitQuietly(hung);
        });
        start(peer, messages::add);
        // The sender is in its call before the rest comes, so that it cannot take along what it should find a full
        // queue for.
        hanging.offer(TestPeer.publish("first"));
        awaitQuietly(sending);

        for (int i = 0; i < 1000; i++) {
            Frame frame = TestPeer.publish("" + i);
            hanging.offer(frame);
            peer.offer(frame);
        }

        await().until(() -> received().size() == 1000);
        assertThat(hanging.traffic().framesDropped()).isGreaterThan(900);
        assertThat(peer.traffic().framesDropped()).isZero();
        hanging.queue().close();
        hung.countDown();
    }

    @Test
    void run_sendFails_countsTheLossAndGoesOn() {
        List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("no way there")));
        start(peer, message -> {
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            messages.add(message);
        });

        peer.offer(TestPeer.publish("1"));
        await().until(() -> peer.traffic().framesDropped() == 1);
        peer.offer(TestPeer.publish("2"));

        await().until(() -> received().equals(List.of("2")));
        assertThat(peer.traffic().publicationsSent()).isEqualTo(1);
    }

    @Test
    void run_closed_countsWhatIsLeft() {
        CountDownLatch hung = new CountDownLatch(1);
        start(peer, message -> {
            messages.add(message);
            awaitQuietly(hung);
        });
        peer.offer(TestPeer.publish("0"));
        await().until(() -> messages.size() == 1);
        IntStream.range(0, 10).forEach(i -> peer.offer(TestPeer.publish("" + i)));

        peer.queue().close();
        hung.countDown();

        await().until(() -> peer.traffic().framesDropped() == 10);
        assertThat(messages).hasSize(1);
    }

    private void start(Peer target, PeerSender.Wire wire) {
        Thread thread = new Thread(new PeerSender(target, wire, metrics));
        threads.add(thread);
        thread.start();
    }

    private List<String> received() {
        RecordingVisitor seen = new RecordingVisitor();
        List.copyOf(messages).forEach(message -> FrameCodec.read(message, seen));
        return seen.publications().stream()
                .map(Publication::payload)
                .map(Object::toString)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
