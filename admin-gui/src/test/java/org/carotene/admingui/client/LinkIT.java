package org.carotene.admingui.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.LinkState.Phase;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link goes on to the next node whatever is wrong with one, pauses where it gets nowhere, and says what is wrong. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class LinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "a-token-for-the-link";

    /** Remembers how long was to be waited. */
    private static final class Pauses extends ScheduledThreadPoolExecutor {
        private final List<Long> millis = new CopyOnWriteArrayList<>();

        Pauses() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            // What is executed at once comes by here too.
            if (delay > 0) {
                millis.add(unit.toMillis(delay));
            }
            return super.schedule(task, delay, unit);
        }
    }

    private final List<LinkState> states = new CopyOnWriteArrayList<>();
    private Pauses executor;
    private Link link;

    @AfterEach
    void close() {
        link.close();
        executor.shutdownNow();
    }

    @Test
    void firstSeedRefusesTheToken_nextOneIsAsked() {
        try (StubbornNode refuses = StubbornNode.thatRefuses();
                StubbornNode serves = StubbornNode.thatServes("b")) {
            open(TOKEN, "", refuses.address(), serves.address()).start();

            await().atMost(PATIENCE).until(() -> last() != null && last().connected());
            assertThat(last().node()).isEqualTo("b");
            assertThat(states).extracting(LinkState::phase).doesNotContain(Phase.REFUSED);
        }
    }

    @Test
    void everySeedRefusesTheToken_operatorIsAskedAfterOneRound() {
        try (StubbornNode one = StubbornNode.thatRefuses();
                StubbornNode other = StubbornNode.thatRefuses()) {
            open(TOKEN, "", one.address(), other.address()).start();

            await().atMost(PATIENCE).until(() -> last() != null && last().phase() == Phase.REFUSED);
            assertThat(String.valueOf(last().problem())).contains("no token, or a wrong one");
            assertThat(other.requests).contains("GET /admin/v1/nodes HTTP/1.1");
        }
    }

    @Test
    void nodeEndsEveryFeedAtOnce_pausesGrow() {
        try (StubbornNode ends = StubbornNode.thatEndsFeeds()) {
            open(TOKEN, "", ends.address()).start();

            await().atMost(PATIENCE).until(() -> executor.millis.contains(1000L) && executor.millis.contains(2000L));
        }
    }

    @Test
    void topicRefusedForGood_askedForAgainUnlessTheQuestionWasWrong() {
        for (int code : new int[] {708, 704}) {
            try (StubbornNode node = StubbornNode.thatAnswers(code)) {
                List<String> told = new CopyOnWriteArrayList<>();
                open(TOKEN, "", node.address());
                link.subscribe(Topic.node("n1", Duration.ofSeconds(1)), Link.NODES, new FeedListener<>() {
                    @Override
                    public void data(Page<NodeSummary> page) {
                        told.add(page.answeredBy());
                    }

                    @Override
                    public void failed(AdminException reason) {
                        told.add(reason.sentence().text());
                    }
                });
                link.start();

                await().atMost(PATIENCE).until(() -> told.equals(List.of("why (" + code + ")")));
                // What is told is told on the link's thread, which has then been through with it.
                await().atMost(PATIENCE).until(() -> executor.submit(() -> true).get());
                assertThat(executor.millis.contains(5000L)).isEqualTo(code == 708);
                link.close();
            }
        }
    }

    @Test
    void operatorBeyondLatin1_sentEncoded() {
        try (StubbornNode serves = StubbornNode.thatServes("b")) {
            open(TOKEN, "Łukasz", serves.address()).start();

            await().atMost(PATIENCE).until(() -> last() != null && last().connected());
            assertThat(serves.requests).contains("X-Carotene-Operator: %C5%81ukasz");
        }
    }

    @Test
    void tokenOrHostThatCannotBeSent_isTheProblemThatIsTold() {
        open("a-token-with-a\u200bspace", "", new NodeAddress("127.0.0.1", 1)).start();
        await().atMost(PATIENCE).until(() -> last() != null && last().problem() != null);
        link.close();
        states.clear();

        open(TOKEN, "", new NodeAddress("node_1", 8181)).start();
        await().atMost(PATIENCE).until(() -> last() != null && last().problem() != null);
        assertThat(String.valueOf(last().problem())).startsWith("node_1:8181: ");
    }

    @Test
    void learntAddress_strangerAnswersThere_notConnected() {
        try (StubbornNode stranger = StubbornNode.thatServes("of-another-cluster")) {
            open(TOKEN, "", new NodeAddress("127.0.0.1", 1));
            link.learn(Map.of(stranger.address(), "b"));
            link.start();

            await().atMost(PATIENCE)
                    .until(() -> states.stream()
                            .anyMatch(state -> String.valueOf(state.problem()).contains("not of this cluster")));
            assertThat(states).noneMatch(LinkState::connected);
        }
    }

    @Test
    void addressesOfOthers_onlyThoseThatAreNotTheirOwnMachines_areLearntAndForgotten() throws Exception {
        NodeAddress seed = new NodeAddress("127.0.0.1", 8181);
        open(TOKEN, "", seed);
        IslandScout scout = new IslandScout(link, List.of(seed), (elsewhere, silent) -> {});

        scout.heard(overview(node("a", "http://127.0.0.1:8181"), node("b", "http://127.0.0.1:8182")));
        assertThat(candidates()).containsExactly(seed);
        scout.heard(overview(node("a", "http://10.0.0.1:8181"), node("b", "http://10.0.0.2:8181")));
        assertThat(candidates())
                .containsExactlyInAnyOrder(seed, new NodeAddress("10.0.0.1", 8181), new NodeAddress("10.0.0.2", 8181));
        scout.heard(overview(List.of(outside("c", "b")), node("a", "http://10.0.0.1:8181")));
        assertThat(candidates()).as("those of the other side").hasSize(3);
        scout.heard(overview(node("a", "http://10.0.0.1:8181")));
        assertThat(candidates()).containsExactly(seed, new NodeAddress("10.0.0.1", 8181));
    }

    private List<NodeAddress> candidates() throws Exception {
        return executor.submit(link::candidates).get(10, TimeUnit.SECONDS);
    }

    private Link open(String token, String operator, NodeAddress... seeds) {
        Access access = new Access(List.of(seeds), false, token, Set.of(), operator);
        executor = new Pauses();
        link = new Link(access, executor, states::add);
        return link;
    }

    private LinkState last() {
        return states.isEmpty() ? null : states.get(states.size() - 1);
    }

    private static NodeSummary.Outside outside(String name, String... with) {
        return new NodeSummary.Outside(name, List.of(with), null);
    }

    private static Overview overview(NodeSummary... nodes) {
        return overview(List.of(), nodes);
    }

    private static Overview overview(List<NodeSummary.Outside> outside, NodeSummary... nodes) {
        return new Overview(
                "a",
                Instant.EPOCH,
                List.of(),
                new Overview.Cluster(null, null, null, outside, List.of(), List.of(), false),
                new Overview.Totals(null, null, null, null, null, null, null, null, null, null),
                List.of(nodes),
                List.of());
    }

    private static NodeSummary node(String name, String adminUrl) {
        return new NodeSummary(
                name, false, null, null, null, null, null, null, null, adminUrl, null, null, true, null, null, null,
                null, null, null, null, null, null, null, null, null, null);
    }
}
