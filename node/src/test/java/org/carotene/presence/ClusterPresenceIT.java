package org.carotene.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.ignite.Ignite;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.configuration.CacheConfiguration;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.IgniteNodes;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.member.PresenceStore;
import org.carotene.presence.row.RowBatch;
import org.carotene.settings.PresenceSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Presence on real Ignite nodes: who has entered anywhere is found everywhere, whatever becomes of the nodes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClusterPresenceIT {

    @TempDir
    Path work;

    private IgniteNodes ignite;
    private final List<PresenceNode> nodes = new ArrayList<>();

    @BeforeEach
    void cluster() {
        ignite = new IgniteNodes(work);
    }

    @AfterEach
    void stopAll() {
        nodes.forEach(PresenceNode::close);
        ignite.close();
    }

    @Test
    void members_ofAllNodes_areAnsweredOnEachOnceAndSorted() throws Exception {
        List<Ignite> grid = start(3);
        nodes.get(0).enter("chat", "anna", "zoe");
        nodes.get(1).enter("chat", "anna", "carl");
        nodes.get(2).enter("chat", "bert");

        for (PresenceNode node : nodes) {
            await().untilAsserted(
                            () -> assertThat(node.members("chat")).containsExactly("anna", "bert", "carl", "zoe"));
            assertThat(node.count("chat")).isEqualTo(4);
            assertThat(page(node, null, 2)).containsExactly("anna", "bert");
            assertThat(page(node, "bert", 5)).containsExactly("carl", "zoe");
        }

        nodes.get(0).leave("chat", "anna", "zoe");
        await().untilAsserted(() -> assertThat(nodes.get(2).members("chat")).containsExactly("anna", "bert", "carl"));
        nodes.get(1).leave("chat", "anna", "carl");
        nodes.get(2).leave("chat", "bert");
        await().untilAsserted(() -> assertThat(nodes.get(1).members("chat")).isEmpty());
        await().untilAsserted(() -> assertThat(PresenceNode.rowsIn(grid.get(0))).isZero());
    }

    @Test
    void askingNode_seesWhatItHasJustBeenToldAtOnce() throws Exception {
        start(2);

        for (int i = 0; i < 50; i++) {
            nodes.get(0).enter("chat" + i, "anna");
            assertThat(nodes.get(0).members("chat" + i)).containsExactly("anna");
            assertThat(nodes.get(0).count("chat" + i)).isEqualTo(1);
            nodes.get(0).leave("chat" + i, "anna");
            assertThat(nodes.get(0).count("chat" + i)).isZero();
        }
    }

    @Test
    void count_whileTheAskersRowsAreNotThere_knowsWhoIsHereAndWaitsForNothing() throws Exception {
        List<Ignite> grid = ignite.start(2);
        nodes.add(new PresenceNode().attach(grid.get(0)));
        CompletableFuture<Void> written = new CompletableFuture<>();
        PresenceStore.Opener real =
                IgnitePresenceStore.opener(grid.get(1), 1, PresenceNode.SETTINGS.answerTimeout(), Duration.ZERO);
        PresenceNode asker = new PresenceNode();
        nodes.add(asker);
        asker.attach(grid.get(1), answers -> new HeldStore(real.open(answers), written));
        nodes.get(0).enter("chat", "anna", "bert");
        await().untilAsserted(() -> assertThat(asker.count("chat")).isEqualTo(2));

        asker.enter("chat", "bert", "carl");

        assertThat(asker.count("chat")).isEqualTo(3);
        asker.leave("chat", "carl");
        assertThat(asker.count("chat")).isEqualTo(2);
        for (int i = 0; i < 300; i++) {
            asker.enter("crowd", "user-" + i);
        }
        assertThat(asker.count("crowd"))
                .as("too many to be told by name; counted by the rows, after a while")
                .isZero();
        written.complete(null);
        await().untilAsserted(() -> assertThat(asker.count("crowd")).isEqualTo(300));
        assertThat(nodes.get(0).count("chat")).isEqualTo(2);
    }

    /** A store where nothing is written until it may. */
    private record HeldStore(PresenceStore real, CompletableFuture<Void> may) implements PresenceStore {

        @Override
        public CompletionStage<Void> write(RowBatch batch) {
            return may.thenCompose(now -> real.write(batch));
        }

        @Override
        public LiveNodes nodes() {
            return real.nodes();
        }

        @Override
        public int wireVersion() {
            return real.wireVersion();
        }

        @Override
        public int partition(ChannelName channel) {
            return real.partition(channel);
        }

        @Override
        public List<UUID> holders(int partition) {
            return real.holders(partition);
        }

        @Override
        public CompletionStage<byte[]> ask(UUID holder, Question question) {
            return real.ask(holder, question);
        }

        @Override
        public Set<Integer> lostPartitions() {
            return real.lostPartitions();
        }

        @Override
        public boolean settled() {
            return real.settled();
        }

        @Override
        public long removeLeftOvers() {
            return real.removeLeftOvers();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void cache_isAsTheDesignSays() throws Exception {
        Ignite first = start(1).get(0);
        nodes.get(0).enter("chat", "anna");

        CacheConfiguration<?, ?> cache =
                first.cache(IgnitePresenceCache.NAME).getConfiguration(CacheConfiguration.class);

        assertThat(cache.getCacheMode()).isEqualTo(CacheMode.PARTITIONED);
        assertThat(cache.getBackups()).isOne();
        assertThat(cache.getAtomicityMode()).isEqualTo(CacheAtomicityMode.ATOMIC);
        assertThat(cache.getWriteSynchronizationMode()).isEqualTo(CacheWriteSynchronizationMode.PRIMARY_SYNC);
        assertThat(cache.getAffinity().partitions()).isEqualTo(128);
        Ignite stranger = ignite.startStranger("stranger");
        assertThat(first.affinity(IgnitePresenceCache.NAME)
                        .allPartitions(stranger.cluster().localNode()))
                .as("a node without the plugin holds nothing")
                .isEmpty();
    }

    @Test
    void members_ofANodeThatDies_areGoneAtTheFirstLookAfterItsDetection() throws Exception {
        List<Ignite> grid = start(3);
        for (int i = 0; i < 20; i++) {
            nodes.get(0).enter("chat" + i, "anna");
            nodes.get(1).enter("chat" + i, "bert");
            nodes.get(2).enter("chat" + i, "carl");
        }
        await().untilAsserted(() -> {
            for (int i = 0; i < 20; i++) {
                assertThat(nodes.get(0).members("chat" + i)).containsExactly("anna", "bert", "carl");
            }
        });

        Thread killer = new Thread(() -> ignite.kill(grid.get(2)));
        killer.start();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> grid.get(0).cluster().nodes().size() == 2);
        for (int i = 0; i < 20; i++) {
            assertThat(nodes.get(0).members("chat" + i)).containsExactly("anna", "bert");
            assertThat(nodes.get(0).count("chat" + i)).isEqualTo(2);
        }
        killer.join();
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(PresenceNode.rowsIn(grid.get(0))).isEqualTo(40));
        assertThat(nodes.get(0).figure("carotene_presence_rows_left_over")
                        + nodes.get(1).figure("carotene_presence_rows_left_over"))
                .isEqualTo(20);
    }

    @Test
    void rows_afterTwoOfFourNodesHaveDiedAtOnce_areWrittenAgain() throws Exception {
        List<Ignite> grid = start(4);
        for (int i = 0; i < 200; i++) {
            nodes.get(0).enter("chat" + i, "anna");
            nodes.get(1).enter("chat" + i, "bert");
        }
        await().untilAsserted(() -> assertThat(PresenceNode.rowsIn(grid.get(0))).isEqualTo(400));

        Thread other = new Thread(() -> ignite.kill(grid.get(2)));
        other.start();
        ignite.kill(grid.get(3));
        other.join();

        await().untilAsserted(() -> assertThat(PresenceNode.rowsIn(grid.get(0))).isEqualTo(400));
        for (int i = 0; i < 200; i++) {
            assertThat(nodes.get(i % 2).members("chat" + i)).containsExactly("anna", "bert");
        }
    }

    @Test
    void members_whileNodesComeAndGo_areNeverMissing() throws Exception {
        start(2);
        for (int i = 0; i < 200; i++) {
            nodes.get(0).enter("chat" + i, "anna");
            nodes.get(1).enter("chat" + i, "bert");
        }
        await().untilAsserted(() -> assertThat(nodes.get(1).members("chat199")).hasSize(2));
        await().untilAsserted(() -> assertThat(nodes.get(0).members("chat199")).hasSize(2));

        Thread change = new Thread(() -> {
            Ignite third = ignite.start("node3@localhost");
            ignite.stop(third);
            ignite.start("node3@localhost");
        });
        change.start();
        int asked = 0;
        while (change.isAlive() || asked < 200) {
            assertThat(nodes.get(asked % 2).members("chat" + asked % 200)).containsExactly("anna", "bert");
            asked++;
        }
    }

    @Test
    void attach_toAnotherCluster_bringsWhoIsThere() throws Exception {
        List<Ignite> grid = start(2);
        try (IgniteNodes other = new IgniteNodes(work)) {
            nodes.get(1).enter("chat", "bert");
            PresenceNode mover = nodes.get(0);
            mover.enter("chat", "anna");
            mover.enter("quiet", "anna");
            await().untilAsserted(() -> assertThat(nodes.get(1).members("chat")).containsExactly("anna", "bert"));
            Ignite there = other.start("node9@localhost");
            PresenceNode host = node().attach(there);
            host.enter("chat", "carl");

            mover.presence.detach();
            ignite.stop(grid.get(0));
            assertThatThrownBy(() -> mover.members("chat"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(PresenceUnavailableException.class);
            mover.leave("quiet", "anna");
            mover.enter("new", "anna");
            mover.attach(other.start("node1@localhost"));

            await().untilAsserted(() -> assertThat(host.members("chat")).containsExactly("anna", "carl"));
            await().untilAsserted(() -> assertThat(host.members("new")).containsExactly("anna"));
            assertThat(host.members("quiet")).isEmpty();
            assertThat(mover.members("chat")).containsExactly("anna", "carl");
            assertThat(nodes.get(1).members("chat")).containsExactly("bert");
        }
    }

    @Test
    void list_longerThanTheBound_isRefusedWithTheNumber() throws Exception {
        List<Ignite> grid = ignite.start(2);
        PresenceSettings few = new PresenceSettings(true, 5, Duration.ofSeconds(5), Duration.ZERO);
        PresenceNode one = new PresenceNode(few, Duration.ofSeconds(1)).attach(grid.get(0));
        PresenceNode two = new PresenceNode(few, Duration.ofSeconds(1)).attach(grid.get(1));
        nodes.addAll(List.of(one, two));
        one.enter("chat", "a", "b", "c");
        two.enter("chat", "d", "e");
        await().untilAsserted(() -> assertThat(one.members("chat")).hasSize(5));

        one.enter("chat", "f");

        assertThatThrownBy(() -> one.members("chat"))
                .hasCauseInstanceOf(TooManyMembersException.class)
                .hasMessageContaining("6 or more (expected: at most 5");
        assertThat(one.count("chat")).isEqualTo(6);
        assertThat(page(one, "d", 9)).containsExactly("e", "f");
    }

    @Test
    void differingRow_isFoundAndRepaired() throws Exception {
        List<Ignite> grid = ignite.start(2);
        for (Ignite one : grid) {
            nodes.add(new PresenceNode(PresenceNode.SETTINGS, Duration.ofMillis(50)).attach(one));
        }
        nodes.get(0).enter("chat", "anna");
        await().untilAsserted(() -> assertThat(nodes.get(1).members("chat")).containsExactly("anna"));

        // What no fault that is known would do.
        grid.get(0).cache(IgnitePresenceCache.NAME).clear();

        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(nodes.get(1).members("chat")).containsExactly("anna"));
        assertThat(nodes.get(0).figure("carotene_presence_channels_repaired")).isOne();
    }

    @Test
    void largeChannel_costsAJoinTwoRowsAndAListOneTask() throws Exception {
        start(3);
        for (int i = 0; i < 100_000; i++) {
            nodes.get(i % 3).enter("stadium", "user-" + i);
        }
        // Connections of the same users elsewhere.
        for (int i = 0; i < 9000; i += 3) {
            nodes.get(1).enter("stadium", "user-" + i);
        }
        PresenceNode asker = nodes.get(2);
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(asker.count("stadium")).isEqualTo(100_000));
        await().untilAsserted(() -> assertThat(asker.members("stadium")).hasSize(100_000));

        // Whoever lets the asker wait on a busy machine is not the only one that it asks.
        List<String> members = new ArrayList<>();
        await().untilAsserted(() -> {
            long answers = total("carotene_presence_answers");
            members.clear();
            members.addAll(asker.members("stadium"));
            assertThat(total("carotene_presence_answers") - answers)
                    .as("asked of one node")
                    .isOne();
        });
        assertThat(members)
                .isEqualTo(IntStream.range(0, 100_000)
                        .mapToObj(i -> "user-" + i)
                        .sorted()
                        .toList());

        long put = asker.figure("carotene_presence_rows_put");
        long bytes = asker.figure("carotene_presence_put_bytes");
        int joins = 20;
        for (int i = 0; i < joins; i++) {
            long before = asker.figure("carotene_presence_rows_put");
            asker.enter("stadium", "late-" + i);
            await().until(() -> asker.figure("carotene_presence_rows_put") > before);
            int there = 100_001 + i;
            await().untilAsserted(() -> assertThat(asker.count("stadium")).isEqualTo(there));
        }
        long rowsPut = asker.figure("carotene_presence_rows_put") - put;
        // A split now and then, of which there is at most one in so few joins, puts two rows more.
        assertThat(rowsPut).isLessThanOrEqualTo(2 * joins + 2);
        assertThat((asker.figure("carotene_presence_put_bytes") - bytes) / joins)
                .isLessThan(6000);

        // As above: an answer that comes late is asked for at the backup too.
        await().untilAsserted(() -> {
            long read = total("carotene_presence_rows_read");
            assertThat(asker.count("stadium")).isEqualTo(100_000 + joins);
            assertThat(total("carotene_presence_rows_read") - read)
                    .as("three nodes' headers twice: nothing has changed")
                    .isLessThanOrEqualTo(6);
        });
        page(asker, "stadium", "user-5", 1000);
        await().untilAsserted(() -> {
            long read = total("carotene_presence_rows_read");
            assertThat(page(asker, "stadium", "user-5", 1000)).hasSize(1000).isSorted();
            assertThat(total("carotene_presence_rows_read") - read)
                    .as("two nodes' headers: the rows are remembered")
                    .isLessThanOrEqualTo(2);
        });
    }

    @Test
    void pages_afterAnyComingsAndGoings_areTheSameOnEachNodeAndWithoutThoseOfALostOne() throws Exception {
        List<Ignite> grid = start(3);
        Random random = new Random(8);
        List<NavigableSet<String>> model = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < (round == 0 ? 6000 : 200); i++) {
                int home = random.nextInt(3);
                String user = "user-" + random.nextInt(9000);
                if (random.nextInt(3) > 0 && model.get(home).add(user)) {
                    nodes.get(home).enter("crowd", user);
                } else if (model.get(home).remove(user)) {
                    nodes.get(home).leave("crowd", user);
                }
            }
            String after = "user-" + random.nextInt(9000);
            List<String> expected = first(300, after, model);
            for (PresenceNode node : nodes) {
                await().untilAsserted(() ->
                        assertThat(page(node, "crowd", after, 300)).isEqualTo(expected));
            }
        }

        ignite.kill(grid.get(2));

        for (int asker = 0; asker < 2; asker++) {
            PresenceNode node = nodes.get(asker);
            await().untilAsserted(() -> assertThat(page(node, "crowd", "user-4", 300))
                    .isEqualTo(first(300, "user-4", model.subList(0, 2))));
        }
    }

    private static List<String> first(int limit, String after, List<? extends Set<String>> members) {
        return members.stream()
                .flatMap(Set::stream)
                .filter(user -> user.compareTo(after) > 0)
                .sorted()
                .distinct()
                .limit(limit)
                .toList();
    }

    @Test
    void reader_whileAChannelGrows_neverMissesThoseWhoStay() throws Exception {
        start(2);
        for (int i = 0; i < 100; i++) {
            nodes.get(0).enter("crowd", "stays-" + i);
        }
        await().untilAsserted(() -> assertThat(nodes.get(1).members("crowd")).hasSize(100));
        // Some joins, and later leaves, go with each question.
        Semaphore steps = new Semaphore(0);
        Thread growth = new Thread(() -> {
            for (int i = 0; i < 40_000; i++) {
                if (i % 200 == 0) {
                    steps.acquireUninterruptibly();
                }
                if (i < 20_000) {
                    nodes.get(0).enter("crowd", "guest-" + i);
                } else {
                    nodes.get(0).leave("crowd", "guest-" + (i - 20_000));
                }
            }
        });
        growth.start();
        int asked = 0;
        while (growth.isAlive()) {
            steps.release();
            List<String> members = nodes.get(1).members("crowd");
            assertThat(members.stream().filter(user -> user.startsWith("stays-")))
                    .hasSize(100);
            assertThat(members).doesNotHaveDuplicates();
            assertThat(nodes.get(1).count("crowd")).isGreaterThanOrEqualTo(100);
            asked++;
        }
        assertThat(asked).isGreaterThanOrEqualTo(200);
        await().untilAsserted(() -> assertThat(nodes.get(1).members("crowd")).hasSize(100));
    }

    private long total(String figure) {
        return nodes.stream().mapToLong(node -> node.figure(figure)).sum();
    }

    private static List<String> page(PresenceNode node, String after, int limit) throws Exception {
        return page(node, "chat", after, limit);
    }

    private static List<String> page(PresenceNode node, String channel, String after, int limit) throws Exception {
        return node.presence
                .page(new ChannelName(channel), after, limit)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private List<Ignite> start(int count) throws Exception {
        List<Ignite> grid = ignite.start(count);
        for (Ignite one : grid) {
            node().attach(one);
        }
        return grid;
    }

    private PresenceNode node() {
        PresenceNode node = new PresenceNode();
        nodes.add(node);
        return node;
    }
}
