package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.backend.PlainFormat.publication;
import static org.carotene.backend.PlainFormat.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.carotene.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sender does when the broker is there, goes, comes back and stays away; the broker is a list. */
@Timeout(60)
final class BrokerTapTest {

    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));

    private final Metrics metrics = new Metrics();
    private final BrokerFigures figures = new BrokerFigures(metrics);
    private final ListLink link = new ListLink();
    private final BrokerTap tap = tap(1_000_000);

    @AfterEach
    void stopTap() {
        tap.stop(Duration.ZERO);
    }

    @Test
    void published_brokerIsThere_arrivesInOrder() {
        tap.start();

        publish(tap, 0, 1_000);

        await().untilAsserted(() -> assertThat(link.texts).isEqualTo(texts(0, 1_000)));
        assertThat(sample("carotene_broker_connected")).isEqualTo(1);
    }

    @Test
    void published_connectionBreaksInABatch_restIsSentAgainInOrder() {
        link.failures.set(5);
        publish(tap, 0, 100);

        tap.start();

        await().untilAsserted(() -> assertThat(link.texts).isEqualTo(texts(0, 100)));
        assertThat(link.opened.get()).isEqualTo(6);
        assertThat(sample("carotene_broker_connects_total")).isEqualTo(6);
    }

    @Test
    void published_clientLibraryThrows_isTriedAgain() {
        link.bugs.set(1);
        publish(tap, 0, 10);

        tap.start();

        await().untilAsserted(() -> assertThat(link.texts).isEqualTo(texts(0, 10)));
    }

    @Test
    void published_brokerStaysAway_oldestAreDroppedAndCounted() {
        link.reachable = false;
        int cost = text("c", "10").length() + new Frame(publication("c", "1").channel(), new byte[0]).cost();
        BrokerTap small = tap(10 * cost, new Metrics());
        small.start();

        publish(small, 10, 60);
        link.reachable = true;

        await().untilAsserted(() -> assertThat(link.texts).isEqualTo(texts(50, 60)));
        assertThat(sample("carotene_broker_dropped_total")).isEqualTo(40);
        small.stop(Duration.ZERO);
    }

    @Test
    void stop_brokerIsThere_sendsWhatWaits() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        link.before = release;
        tap.start();
        publish(tap, 0, 2_000);
        release.countDown();

        tap.stop(Duration.ofSeconds(20));

        assertThat(link.texts).isEqualTo(texts(0, 2_000));
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void stop_brokerIsAway_endsSoonAndCountsWhatIsLost() {
        link.reachable = false;
        tap.start();
        publish(tap, 0, 100);
        await().until(() -> link.opened.get() > 1);

        tap.stop(Duration.ofSeconds(20));

        assertThat(sample("carotene_broker_dropped_total")).isEqualTo(100);
    }

    private BrokerTap tap(int queueBytes) {
        return tap(queueBytes, metrics);
    }

    private BrokerTap tap(int queueBytes, Metrics gauges) {
        return new BrokerTap(link, queueBytes, new PlainFormat(), figures, gauges, Thread::new, QUICK);
    }

    private double sample(String name) {
        return Figures.sample(metrics, name);
    }

    private static void publish(BrokerTap tap, int from, int to) {
        IntStream.range(from, to).forEach(i -> tap.published(publication("c", Integer.toString(i))));
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> text("c", Integer.toString(i)))
                .toList();
    }

    /** A broker that keeps what it gets, and breaks when it is told to. */
    private static final class ListLink implements BrokerLink {

        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger bugs = new AtomicInteger();
        private volatile boolean reachable = true;
        private volatile boolean open;
        private volatile CountDownLatch before = new CountDownLatch(0);

        @Override
        public String broker() {
            return "list";
        }

        @Override
        public void open() throws IOException {
            opened.incrementAndGet();
            if (!reachable) {
                throw new IOException("nobody listens");
            }
            open = true;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void check() {}

        @Override
        public void send(Deque<Frame> batch) throws IOException {
            try {
                before.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (bugs.getAndDecrement() > 0) {
                throw new IllegalStateException("bug");
            }
            boolean breaks = failures.getAndDecrement() > 0;
            while (!batch.isEmpty()) {
                texts.add(new String(batch.removeFirst().text(), StandardCharsets.UTF_8));
                if (breaks) {
                    throw new IOException("broken");
                }
            }
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
