package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Publication;
import org.carotene.metrics.Metrics;
import org.carotene.settings.ClusterSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that talk in this thread, so that each loss can be chosen. */
class MeshTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Side a = new Side(1);
    private final Side b = new Side(2);
    private Predicate<Frame> lost = frame -> false;

    @BeforeEach
    void meet() {
        a.meet(b);
        b.meet(a);
    }

    @Test
    void meet_snapshotsTaken_readyAndSettled() {
        a.mesh.met();
        assertThat(a.mesh.isReady()).isFalse();

        talk();

        assertThat(a.mesh.isReady()).isTrue();
        a.publish("news", "1");
        talk();
        assertThat(b.delivered()).isEmpty();
    }

    @Test
    void met_alone_isReady() {
        Side alone = new Side(3);

        alone.mesh.met();

        assertThat(alone.mesh.isReady()).isTrue();
    }

    @Test
    void part_theAwaitedOne_isReady() {
        a.mesh.met();

        a.mesh.part(a.peer);

        assertThat(a.mesh.isReady()).isTrue();
        assertThat(a.mesh.peers()).isEmpty();
    }

    @Test
    void broadcast_beforeTheInterestIsKnown_reachesAll() {
        a.publish("news", "1");

        talk();

        assertThat(b.delivered()).containsExactly("1");
    }

    @Test
    void broadcast_subscribedAndUnsubscribed_followsTheInterest() {
        talk();
        b.wants("news", true);
        talk();
        a.publish("news", "1");
        a.publish("sport", "2");
        b.wants("news", false);
        talk();
        a.publish("news", "3");
        talk();

        assertThat(b.delivered()).containsExactly("1");
        assertThat(a.mesh.channels()).isZero();
    }

    @Test
    void canary_announcementLost_bringsASnapshotAndMeanwhileEverything() {
        talk();
        lost = frame -> frame instanceof Frame.Interest;
        b.wants("news", true);
        talk();
        lost = frame -> false;
        a.publish("news", "missed");
        talk();

        b.mesh.beat(System.nanoTime(), 0);
        b.deliver(a, frame -> true);
        a.publish("sport", "in doubt");
        assertThat(a.peer.health().interestKnown()).isFalse();
        talk();
        a.publish("sport", "settled");
        a.publish("news", "wanted");
        talk();

        assertThat(b.delivered()).containsExactly("in doubt", "wanted");
        assertThat(a.peer.health().interestKnown()).isTrue();
    }

    @Test
    void changed_afterALostAnnouncement_asksAtOnce() {
        talk();
        lost = frame -> frame instanceof Frame.Interest;
        b.wants("news", true);
        talk();
        lost = frame -> false;
        b.wants("sport", true);
        talk();

        a.publish("news", "1");
        talk();

        assertThat(b.delivered()).containsExactly("1");
        assertThat(a.mesh.channels()).isEqualTo(2);
    }

    @Test
    void beat_silentForLong_isSentEverythingUntilTheNextCanary() {
        talk();
        a.mesh.beat(System.nanoTime() + 6 * SECOND, 0);
        a.publish("news", "1");
        b.mesh.beat(System.nanoTime(), 0);
        talk();
        a.publish("news", "2");
        talk();

        assertThat(b.delivered()).containsExactly("1");
    }

    @Test
    void beat_neverHeardOf_isSentNoPublicationsAfterAWhile() {
        a.mesh.beat(System.nanoTime() + 11 * SECOND, 0);
        a.publish("news", "1");
        a.deliver(b, frame -> true);

        assertThat(b.delivered()).isEmpty();

        b.wants("news", true);
        talk();
        a.publish("news", "2");
        talk();
        assertThat(b.delivered()).containsExactly("2");
    }

    @Test
    void beat_oneWayDead_bothEndsSayWhich() {
        talk();
        for (int second = 1; second <= 12; second++) {
            a.mesh.beat(System.nanoTime() + second * SECOND, 0);
            b.mesh.beat(System.nanoTime() + second * SECOND, 0);
            a.deliver(b, frame -> false);
            b.deliver(a, frame -> true);
        }

        assertThat(a.peer.deafness()).contains(BusHealth.Deafness.NOTHING_ARRIVES);
        assertThat(b.peer.deafness()).contains(BusHealth.Deafness.NOTHING_COMES);

        for (int second = 13; second <= 14; second++) {
            a.mesh.beat(System.nanoTime() + second * SECOND, 0);
            b.mesh.beat(System.nanoTime() + second * SECOND, 0);
            talk();
        }
        a.mesh.beat(System.nanoTime() + 15 * SECOND, 0);
        b.mesh.beat(System.nanoTime() + 15 * SECOND, 0);
        assertThat(a.peer.deafness()).isEmpty();
        assertThat(b.peer.deafness()).isEmpty();
    }

    @Test
    void beat_manyAtOnceAfterAHalt_blamesNobody() {
        talk();
        long now = System.nanoTime() + 60 * SECOND;
        for (int i = 0; i < 60; i++) {
            a.mesh.beat(now + i, 0);
        }

        assertThat(a.peer.deafness()).isEmpty();
    }

    @Test
    void receive_newerVersion_isRefusedAndCounted() {
        talk();
        b.inbox.receive(new byte[] {99, 1, 2, 3});
        b.inbox.receive(new byte[0]);
        a.publishToAll("1");
        talk();

        assertThat(b.figure("carotene_cluster_messages_refused")).isEqualTo(2);
        assertThat(b.delivered()).containsExactly("1");
    }

    private void talk() {
        for (int i = 0; i < 5; i++) {
            a.deliver(b, lost.negate());
            b.deliver(a, lost.negate());
        }
    }

    /** One node with the other as its only peer. */
    private static final class Side {

        final long order;
        final Metrics registry = new Metrics();
        final BusMetrics metrics = new BusMetrics(registry);
        final LocalInterest interest = new LocalInterest();
        final Mesh mesh;
        final List<Publication> delivered = new ArrayList<>();
        Peer peer;
        Inbox inbox;

        Side(long order) {
            this.order = order;
            this.mesh = new Mesh(order, interest, metrics);
        }

        void meet(Side other) {
            InlineExecutor here = new InlineExecutor();
            peer = TestPeer.of("n" + other.order + "@h", other.order, 1 << 20, metrics);
            ClusterParts parts = new ClusterParts(
                    ClusterSettings.DEFAULTS,
                    metrics,
                    interest,
                    new CallTable(10, here),
                    new Services(),
                    delivered::add,
                    here,
                    Executors.defaultThreadFactory(),
                    Clock.systemUTC());
            inbox = new Inbox(peer, mesh, parts);
            mesh.meet(peer);
        }

        void wants(String channel, boolean wanted) {
            interest.changed(new ChannelName(channel), wanted);
            mesh.announce();
        }

        void publish(String channel, String payload) {
            mesh.broadcast(TestPeer.publication(channel, payload));
        }

        void publishToAll(String payload) {
            peer.offer(TestPeer.publish(payload));
        }

        void deliver(Side other, Predicate<Frame> arrives) {
            FrameCodec codec = new FrameCodec(WireVersion.NEWEST);
            List<Frame> frames = TestPeer.waiting(peer).stream().filter(arrives).toList();
            if (!frames.isEmpty()) {
                frames.forEach(codec::add);
                other.inbox.receive(codec.message());
            }
        }

        List<String> delivered() {
            return delivered.stream()
                    .map(publication -> publication.payload().toString())
                    .toList();
        }

        double figure(String name) {
            return registry.registry().scrape(name::equals).stream()
                    .flatMap(snapshot -> snapshot.getDataPoints().stream())
                    .map(point -> (CounterSnapshot.CounterDataPointSnapshot) point)
                    .mapToDouble(point -> point.getValue())
                    .sum();
        }
    }
}
