package org.carotene.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.carotene.channel.Published;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publications, interest and questions between three nodes that stay. */
@Timeout(90)
class IgniteClusterIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path work;

    private static IgniteNodes nodes;
    private static List<Ignite> ignites;

    private TestGateway one;
    private TestGateway two;
    private TestGateway three;

    @BeforeAll
    static void startNodes() {
        nodes = new IgniteNodes(work);
        ignites = nodes.start(3);
    }

    @AfterAll
    static void stopNodes() {
        nodes.close();
    }

    @BeforeEach
    void attach() {
        one = new TestGateway("node1@localhost");
        two = new TestGateway("node2@localhost");
        three = new TestGateway("node3@localhost");
        one.cluster.attach(ignites.get(0));
        two.cluster.attach(ignites.get(1));
        three.cluster.attach(ignites.get(2));
        awaitSettled(one, two, three);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        three.close();
    }

    @Test
    void publish_settledInterest_reachesExactlyTheNodesWithSubscribers() {
        two.subscribe("news");
        three.subscribe("sport");
        await().until(() -> one.wantedElsewhere() == 2);

        Published published = one.publish("news", "1");

        assertThat(published).isEqualTo(Published.ACCEPTED);
        await().until(() -> two.lane.count() == 1);
        assertThat(two.lane.payloads()).containsExactly("1");
        assertThat(one.lane.count()).isZero();
    }

    @Test
    void attach_givenUpBeforeItsTurn_leavesNoAttachmentBehind() throws Exception {
        three.cluster.detach();
        CountDownLatch busy = new CountDownLatch(1);
        Future<?> blocked = three.thread.submit(() -> {
            busy.await();
            return null;
        });
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread attaching = new Thread(() -> {
            try {
                three.cluster.attach(ignites.get(2));
            } catch (IllegalStateException e) {
                failure.set(e);
            }
        });

        attaching.start();
        await().until(() -> Stream.of(attaching.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("await")
                        && frame.getClassName().equals(ClusterThread.class.getName())));
        attaching.interrupt();
        attaching.join();
        busy.countDown();
        blocked.get();
        // What waited for the thread has had its turn.
        three.thread.submit(() -> {}).get();

        assertThat(failure.get()).hasMessageContaining("interrupted while attaching");
        assertThat(three.cluster.busHealth()).isEqualTo(BusHealth.DETACHED);
        three.attach(ignites.get(2));
        awaitSettled(one, two, three);
    }

    @Test
    void publish_settledInterest_sendsOneFrameToEachInterestedNodeOnly() {
        two.subscribe("news");
        three.subscribe("sport");
        await().until(() -> one.wantedElsewhere() == 2);

        IntStream.range(0, 100).forEach(i -> one.publish("news", "" + i));
        IntStream.range(0, 10).forEach(i -> one.publish("nobody's", "" + i));

        await().until(() -> two.lane.count() == 100);
        echo(one, two, three);
        assertThat(one.figure("carotene_cluster_frames_sent", "publication")).isEqualTo(100);
        assertThat(two.figure("carotene_cluster_frames_received", "publication"))
                .isEqualTo(100);
        assertThat(three.figure("carotene_cluster_frames_received", "publication"))
                .isZero();
        assertThat(one.trafficWith(two).publicationsSent()).isEqualTo(100);
        assertThat(one.trafficWith(three).publicationsSent()).isZero();
    }

    @Test
    void publish_lastSubscriberGone_sendsNothingMore() {
        two.subscribe("news");
        await().until(() -> one.wantedElsewhere() == 1);
        two.unsubscribe("news");
        await().until(() -> one.wantedElsewhere() == 0);

        one.publish("news", "1");

        echo(one, two);
        assertThat(one.figure("carotene_cluster_frames_sent", "publication")).isZero();
    }

    @Test
    void publish_manyPublishersUnderLoad_losesNothingAndKeepsEachOnesOrder() throws Exception {
        int publishers = 4;
        int each = 50_000;
        two.subscribe("load");
        three.subscribe("load");
        await().until(() -> {
            one.publish("load", "[0,0]");
            return two.lane.count() > 0 && three.lane.count() > 0;
        });
        echo(one, two, three);
        two.lane.clear();
        three.lane.clear();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            int publisher = i;
            threads.add(new Thread(
                    () -> IntStream.range(0, each).forEach(n -> one.publish("load", "[" + publisher + "," + n + "]"))));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        for (TestGateway gateway : List.of(two, three)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> gateway.lane.count() == publishers * each);
            assertInOrder(gateway.lane.payloads(), publishers);
        }
        assertThat(one.figure("carotene_cluster_frames_dropped", "")).isZero();
        assertThat(one.figure("carotene_cluster_messages_sent", ""))
                .as("publications gather in messages")
                .isLessThan(publishers * each / 10.0);
    }

    @Test
    void subscribe_announcementDropped_isMendedByTheNextCanary() throws Exception {
        ClusterSettings tight = TestGateway.settings(1, 1 << 20, Duration.ofSeconds(10));
        two.close();
        two = new TestGateway("node2@localhost", tight).attach(ignites.get(1));
        awaitSettled(one, two, three);
        one.subscribe("busy");
        three.subscribe("busy");
        await().until(() -> two.wantedElsewhere() == 1);
        AtomicBoolean enough = new AtomicBoolean();
        Thread flood = new Thread(() -> {
            while (!enough.get()) {
                two.publish("busy", "1");
            }
        });
        AtomicInteger channels = new AtomicInteger();

        flood.start();
        await().pollInterval(Duration.ofMillis(7)).until(() -> {
            two.subscribe("c" + channels.getAndIncrement());
            return two.figure("carotene_cluster_frames_dropped", "interest") > 0;
        });
        enough.set(true);
        flood.join();

        int withBusy = channels.get() + 1;
        await().until(() -> one.wantedElsewhere() == withBusy && three.wantedElsewhere() == withBusy);
        await().until(() -> one.knows(2) && three.knows(2));
        assertThat(one.figure("carotene_cluster_interest_resyncs", "")
                        + three.figure("carotene_cluster_interest_resyncs", ""))
                .isPositive();
    }

    @Test
    void subscribe_hundredThousandChannels_areKnownElsewhere() {
        IntStream.range(0, 100_000)
                .forEach(i -> two.cluster.interested(
                        TestPeer.publication("channel/" + i, "1").channel()));

        await().atMost(Duration.ofSeconds(20)).until(() -> one.wantedElsewhere() == 100_000);
        assertThat(one.figure("carotene_cluster_interest_resyncs", "")).isZero();
    }

    @Test
    void ask_served_answersFromTheNodeAsked() throws Exception {
        two.cluster.serve(
                Peers.Service.SESSION_USERS,
                (asker, question) -> CompletableFuture.supplyAsync(
                        () -> (asker + " asks " + new String(question, UTF_8)).getBytes(UTF_8)));

        byte[] answer = one.cluster
                .ask(two.name, Peers.Service.SESSION_USERS, "who?".getBytes(UTF_8), LIMIT)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(answer).asString().isEqualTo("node1@localhost asks who?");
    }

    @Test
    void ask_thousandsThatWait_areAllAnswered() {
        CompletableFuture<byte[]> later = new CompletableFuture<>();
        two.cluster.serve(Peers.Service.POLL, (asker, question) -> later.thenApply(ignored -> question));
        List<CompletableFuture<byte[]>> answers = IntStream.range(0, 5000)
                .mapToObj(i -> one.cluster
                        .ask(two.name, Peers.Service.POLL, ("" + i).getBytes(UTF_8), Duration.ofSeconds(60))
                        .toCompletableFuture())
                .toList();
        assertThat(one.figure("carotene_cluster_questions", "")).isEqualTo(5000);

        later.complete(new byte[0]);

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).succeedsWithin(LIMIT).isEqualTo(("" + i).getBytes(UTF_8));
        }
        assertThat(one.figure("carotene_cluster_questions", "")).isZero();
    }

    @Test
    void ask_largeAnswer_fits() {
        byte[] large = new byte[20 << 20];
        large[large.length - 1] = 1;
        two.cluster.serve(Peers.Service.NODE_VIEW, (asker, question) -> CompletableFuture.completedFuture(large));

        CompletableFuture<byte[]> answer = one.cluster
                .ask(two.name, Peers.Service.NODE_VIEW, new byte[0], Duration.ofSeconds(20))
                .toCompletableFuture();

        assertThat(answer).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(large);
    }

    @Test
    void ask_nobodyServesFailsOrIsNotThere_failsAndSaysWhy() {
        two.cluster.serve(Peers.Service.POLL, (asker, question) -> {
            throw new IllegalStateException("broken");
        });

        assertFails(two.name, Peers.Service.NODE_VIEW, "node2@localhost does not know service 4");
        assertFails(two.name, Peers.Service.POLL, "node2@localhost could not answer:");
        assertFails(new NodeName("x@localhost"), Peers.Service.POLL, "x@localhost is not in the cluster");
    }

    @Test
    void others_andTopology_showTheNodesWithThePlugin() {
        Ignite stranger = nodes.startStranger("stranger");

        Topology topology = one.cluster.topology();

        assertThat(one.cluster.others()).isEqualTo(Set.of(two.name, three.name));
        assertThat(topology.attached()).isTrue();
        assertThat(topology.members())
                .extracting(Topology.Member::name)
                .containsExactly(one.name, two.name, three.name);
        assertThat(topology.members()).extracting(Topology.Member::order).isSorted();
        assertThat(topology.members()).extracting(Topology.Member::self).containsExactly(true, false, false);
        assertThat(topology.members()).extracting(Topology.Member::version).containsOnly("0.1");
        assertThat(topology.members().get(1).addresses()).containsExactly("127.0.0.1:8081");
        nodes.stop(stranger);
    }

    @Test
    void busHealth_nodesThere_showsACanaryEachSecond() {
        await().untilAsserted(() -> assertThat(one.cluster.busHealth().links())
                .hasSize(2)
                .allSatisfy(link -> assertThat(link.lastCanary()).isPresent())
                .allSatisfy(link -> assertThat(link.silence()).isLessThan(Duration.ofMillis(1500))));
        assertThat(one.cluster.busHealth().ready()).isTrue();
        assertThat(one.cluster.isReady()).isTrue();
    }

    private void assertFails(NodeName node, Peers.Service service, String why) {
        CompletableFuture<byte[]> answer =
                one.cluster.ask(node, service, new byte[0], LIMIT).toCompletableFuture();
        assertThat(answer)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(PeerUnavailableException.class)
                .withMessageContaining(why);
    }

    private static void assertInOrder(List<String> payloads, int publishers) {
        int[] next = new int[publishers];
        for (String payload : payloads) {
            int comma = payload.indexOf(',');
            int publisher = Integer.parseInt(payload.substring(1, comma));
            int number = Integer.parseInt(payload.substring(comma + 1, payload.length() - 1));
            assertThat(number).isEqualTo(next[publisher]++);
        }
    }

    // When the answer is there, whatever was sent before it has been taken in.
    private static void echo(TestGateway from, TestGateway... others) {
        for (TestGateway other : others) {
            if (other != from) {
                other.cluster.serve(
                        Peers.Service.NODE_VIEW, (asker, question) -> CompletableFuture.completedFuture(question));
                assertThat(from.cluster
                                .ask(other.name, Peers.Service.NODE_VIEW, new byte[0], LIMIT)
                                .toCompletableFuture())
                        .succeedsWithin(LIMIT);
            }
        }
    }

    private static void awaitSettled(TestGateway... gateways) {
        for (TestGateway gateway : gateways) {
            await().until(() -> gateway.knows(gateways.length - 1));
        }
    }
}
