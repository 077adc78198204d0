package org.carotene.transport.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.carotene.metrics.Sentence;
import org.carotene.protocol.V1Protocol;
import org.carotene.settings.LimitSettings;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node's own canary through hub and real lanes, some of which hang. */
@Timeout(60)
final class LaneWatchIT {

    private static final long BEAT = Duration.ofSeconds(1).toNanos();

    private TestNode node;
    private LaneWatch watch;
    private final CountDownLatch end = new CountDownLatch(1);
    private long now = System.nanoTime();

    @BeforeEach
    void start() throws Exception {
        node = new TestNode(TestSettings.of(LimitSettings.DEFAULTS, 2));
        watch = new LaneWatch(node.lanes, node.hub, V1Protocol.FORMAT, node.metrics);
        watch.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        node.close();
    }

    @Test
    void beat_lanesDeliver_nothingIsWrong() {
        for (int i = 0; i < 3 * LaneWatch.STUCK_BEATS; i++) {
            beat();
            settle(0);
            settle(1);
        }

        assertThat(watch.obstacle()).isEmpty();
        assertThat(stuck()).isZero();
    }

    @Test
    void beat_aLaneHangs_isSaidAndTakenBack() {
        node.lanes.all().get(1).execute(() -> block(end));
        beats(LaneWatch.STUCK_BEATS);
        assertThat(watch.obstacle()).as("not before it has had its time").isEmpty();

        beats(1);
        assertThat(watch.obstacle().map(Sentence::text))
                .contains("the node's own canary does not come back: lanes 1 deliver nothing");
        assertThat(stuck()).isEqualTo(1);

        end.countDown();
        await().untilAsserted(() -> {
            beat();
            assertThat(watch.obstacle()).isEmpty();
        });
    }

    @Test
    void beat_manyAtOnceAfterAHalt_countAsOne() {
        node.lanes.all().get(0).execute(() -> block(end));
        for (int i = 0; i < 100; i++) {
            watch.beat(now + i);
        }

        assertThat(watch.obstacle()).isEmpty();
    }

    @Test
    void canary_isNoDeliveryAndNoChannel() throws Exception {
        WebSocketClient client = WebSocketClient.connect(node.port());
        client.send("sub c").send("ready");
        assertThat(client.next()).isEqualTo("ready");
        beats(3);
        settle(1);

        node.hub.publish(new Publication(new ChannelName("c"), Json.of("1"), Publisher.ANONYMOUS));

        assertThat(client.next()).contains("1");
        await().untilAsserted(() -> assertThat(node.lanes.jetty().stream()
                        .mapToLong(JettyLane::deliveries)
                        .sum())
                .isEqualTo(1));
        assertThat(node.hub.channelCount()).isEqualTo(1);
    }

    private void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat();
            settle(0);
        }
    }

    private void beat() {
        now += BEAT;
        watch.beat(now);
    }

    /** Waits until the lane has delivered what was offered to it. */
    private void settle(int lane) {
        CountDownLatch turn = new CountDownLatch(1);
        node.lanes.all().get(lane).execute(() -> node.lanes.all().get(lane).execute(turn::countDown));
        block(turn);
    }

    private double stuck() {
        return node.metrics.registry().scrape("carotene_lanes_stuck"::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(point -> ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue())
                .sum();
    }

    private static void block(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
