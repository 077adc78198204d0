package org.carotene.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.carotene.cluster.Peers;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestSettings;
import org.carotene.transport.RawHttp;
import org.carotene.transport.V1Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls that come to another node than the one that owns their id, whatever becomes of nodes and of what they say. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class PollForwardingIT {

    private static final Pattern NUMBER = Pattern.compile("\"message\":\"?(\\d+)");

    private final LoopbackCluster cluster = new LoopbackCluster();
    private final List<V1Node> nodes = new ArrayList<>();
    private final LimitSettings roomy =
            TestSettings.pollLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 64 << 20);

    @AfterEach
    void stop() {
        nodes.forEach(V1Node::close);
        cluster.close();
    }

    @Test
    void get_atOtherNodesByTurns_nothingIsLostDoubledOrOvertaken() throws Exception {
        V1Node owner = node("one");
        V1Node two = node("two");
        V1Node three = node("three");
        PollingClient client = subscribed(owner);
        List<PollingClient> turns = List.of(client.at(two.port()), client, client.at(three.port()));
        int count = 5_000;
        CompletableFuture<Void> publishing =
                CompletableFuture.runAsync(() -> IntStream.range(0, count).forEach(i -> {
                    owner.publish("c", String.valueOf(i));
                    LockSupport.parkNanos(50_000);
                }));

        List<Integer> received = new ArrayList<>();
        for (int turn = 0; received.size() < count; turn++) {
            received.addAll(numbers(turns.get(turn % 3).get()));
        }

        publishing.join();
        assertThat(received).isEqualTo(upTo(count));
        assertThat(two.figure("carotene_polls_forwarded")).isPositive();
        assertThat(owner.figure("carotene_polls_doubtful")).isZero();
    }

    @Test
    void get_atAnotherNodeBeforeThereIsAnything_waitsForIt() throws Exception {
        V1Node owner = node("one");
        PollingClient client = subscribed(owner).at(node("two").port());

        CompletableFuture<HttpResponse<String>> poll = client.getLater();
        owner.awaitPolls(1);
        owner.publish("c", "1");

        assertThat(numbers(poll.join())).containsExactly(1);
    }

    @Test
    void get_nothingForThePollTimeout_204() throws Exception {
        LimitSettings hasty = TestSettings.pollLimits(Duration.ofSeconds(1), Duration.ofSeconds(60), 1 << 20);
        PollingClient client =
                subscribed(node("one", hasty)).at(node("two", hasty).port());

        assertThat(client.get().statusCode()).isEqualTo(204);
    }

    @Test
    void get_moreThanOneAnswerHolds_comesInSeveral() throws Exception {
        V1Node owner = node("one");
        PollingClient client = subscribed(owner).at(node("two").port());
        String filler = "x".repeat(10_000);
        IntStream.range(0, 200).forEach(i -> owner.publish("c", "\"" + i + " " + filler + "\""));
        await().until(() -> owner.figure("carotene_deliveries") == 200);

        HttpResponse<String> first = client.get();

        assertThat(first.body().length()).isLessThan(300_000);
        List<Integer> received = new ArrayList<>(numbers(first));
        while (received.size() < 200) {
            received.addAll(numbers(client.get()));
        }
        assertThat(received).isEqualTo(upTo(200));
    }

    @Test
    void abort_whileThePollWaitsAtAnotherNode_nextPollGetsWhatCameMeanwhile() throws Exception {
        V1Node owner = node("one");
        V1Node two = node("two");
        PollingClient client = subscribed(owner);
        for (int i = 0; i < 20; i++) {
            RawHttp gone = new RawHttp(two.port());
            gone.send("GET /stream HTTP/1.1", "Host: h", "Connection-id: " + client.id());
            owner.awaitPolls(1);
            if (i % 2 == 0) {
                gone.reset();
            } else {
                gone.close();
            }
            // Nothing shows that the end has come to the server's system; on one machine that takes no time.
            TimeUnit.MILLISECONDS.sleep(20);

            owner.publish("c", String.valueOf(i));

            assertThat(numbers((i % 3 == 0 ? client : client.at(two.port())).get()))
                    .containsExactly(i);
        }
    }

    @Test
    void abort_inTheMiddleOfAnAnswer_nextPollGetsItAgainBeforeWhatFollowed() throws Exception {
        V1Node owner = node("one");
        V1Node two = node("two");
        PollingClient client = subscribed(owner);
        // More than the buffers of both systems take.
        owner.publish("c", "\"0 " + "x".repeat(24_000_000) + "\"");
        await().until(() -> owner.figure("carotene_deliveries") == 1);
        RawHttp gone = new RawHttp(two.port());
        gone.send("GET /stream HTTP/1.1", "Host: h", "Connection-id: " + client.id());
        gone.readSome(100_000);
        owner.publish("c", "1");

        gone.reset();

        List<Integer> received = new ArrayList<>();
        while (received.size() < 2) {
            received.addAll(numbers(client.at(two.port()).get()));
        }
        assertThat(received).containsExactly(0, 1);
    }

    @Test
    void answer_lostBetweenNodes_framesComeWithTheNext() throws Exception {
        V1Node owner = node("one");
        PollingClient client = subscribed(owner).at(node("two").port());
        AtomicInteger lost = new AtomicInteger();
        cluster.answers = (service, bytes) -> bytes[1] != PollAnswer.FRAMES.code() || lost.incrementAndGet() > 3;

        owner.publish("c", "1");

        assertThat(numbers(client.get())).containsExactly(1);
        assertThat(lost).hasValue(4);
    }

    @Test
    void fate_lostBetweenNodes_isToldAgain() throws Exception {
        V1Node owner = node("one");
        PollingClient client = subscribed(owner).at(node("two").port());
        AtomicInteger lost = new AtomicInteger();
        cluster.questions = (service, bytes) -> !isFate(service, bytes) || lost.incrementAndGet() > 2;
        owner.publish("c", "1");
        assertThat(numbers(client.get())).containsExactly(1);

        owner.publish("c", "2");

        assertThat(numbers(client.get())).containsExactly(2);
        assertThat(lost).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void leave_ofTheNodeAtWhichAPollWaits_nothingIsLostWithIt() throws Exception {
        V1Node owner = node("one");
        LoopbackCluster.Seat seat = cluster.join(new NodeName("two@localhost"));
        V1Node two = node("two", roomy, seat);
        PollingClient client = subscribed(owner);
        RawHttp dying = new RawHttp(two.port());
        dying.send("GET /stream HTTP/1.1", "Host: h", "Connection-id: " + client.id());
        owner.awaitPolls(1);

        // Dead, and not noticed yet.
        cluster.questions = (service, bytes) -> false;
        owner.publish("c", "1");
        await().until(() -> owner.figure("carotene_polls_waiting") == 0);
        cluster.leave(seat);

        assertThat(numbers(client.get())).containsExactly(1);
    }

    @Test
    void leave_ofTheNodeThatHasAnAnswerInHand_countsAsReceivedAndAsDoubtful() throws Exception {
        V1Node owner = node("one");
        LoopbackCluster.Seat seat = cluster.join(new NodeName("two@localhost"));
        V1Node two = node("two", roomy, seat);
        PollingClient client = subscribed(owner);
        cluster.questions = (service, bytes) -> !isFate(service, bytes);
        owner.publish("c", "1");
        assertThat(numbers(client.at(two.port()).get())).containsExactly(1);
        owner.publish("c", "2");

        cluster.leave(seat);

        assertThat(numbers(client.get())).containsExactly(2);
        assertThat(owner.figure("carotene_polls_doubtful")).isEqualTo(1);
    }

    @Test
    void leave_andReturnWithAnAnswerInHand_isToldAfterTheReturn() throws Exception {
        V1Node owner = node("one");
        LoopbackCluster.Seat seat = cluster.join(new NodeName("two@localhost"));
        V1Node two = node("two", roomy, seat);
        PollingClient client = subscribed(owner);
        // The answer is on its way when the node loses its cluster.
        cluster.answers = (service, bytes) -> {
            if (bytes[1] == PollAnswer.FRAMES.code()) {
                cluster.leave(seat);
                return false;
            }
            return true;
        };
        owner.publish("c", "1");
        CompletableFuture<HttpResponse<String>> poll = client.at(two.port()).getLater();
        await().until(() -> !seat.topology().attached());
        cluster.answers = (service, bytes) -> true;

        cluster.back(seat);

        assertThat(numbers(poll.join())).containsExactly(1);
        assertThat(owner.figure("carotene_polls_doubtful")).isZero();
    }

    @Test
    void leave_ofTheOwner_clientGetsANewIdWhereItWaits() throws Exception {
        LoopbackCluster.Seat seat = cluster.join(new NodeName("one@localhost"));
        V1Node owner = node("one", roomy, seat);
        V1Node two = node("two");
        PollingClient client = subscribed(owner).at(two.port());
        CompletableFuture<HttpResponse<String>> poll = client.getLater();
        owner.awaitPolls(1);

        cluster.leave(seat);
        cluster.questions = (service, bytes) -> true;
        owner.publish("c", "1");

        HttpResponse<String> answer = poll.join();
        assertThat(answer.body()).isEqualTo("connection-id");
        assertThat(answer.headers().firstValue("connection-id"))
                .isPresent()
                .hasValueSatisfying(id -> assertThat(id).isNotEqualTo(client.id()));
    }

    @Test
    void get_whileTheNodeIsAwayFromItsCluster_waitsForItsReturn() throws Exception {
        V1Node owner = node("one");
        LoopbackCluster.Seat seat = cluster.join(new NodeName("two@localhost"));
        V1Node two = node("two", roomy, seat);
        PollingClient client = subscribed(owner).at(two.port());
        cluster.leave(seat);
        CompletableFuture<HttpResponse<String>> poll = client.getLater();
        assertThat(client.post("{\"subscribe\":\"d\"}").statusCode()).isEqualTo(503);
        owner.publish("c", "1");

        cluster.back(seat);

        assertThat(numbers(poll.join())).containsExactly(1);
    }

    @Test
    void get_unknownIdOfItsOwnWhileAwayFromItsCluster_givesANewOneAtOnce() throws Exception {
        LoopbackCluster.Seat seat = cluster.join(new NodeName("one@localhost"));
        V1Node node = node("one", roomy, seat);
        PollingClient client = PollingClient.open(node.port());
        cluster.leave(seat);
        PollingClient forgotten = client.at(node.port(), client.id().substring(0, 8) + "-0000-4000-8000-000000000000");

        CompletableFuture<HttpResponse<String>> poll = forgotten.getLater();

        assertThat(poll.get(20, TimeUnit.SECONDS).body()).isEqualTo("connection-id");
        assertThat(forgotten.post("{\"subscribe\":\"d\"}").statusCode()).isEqualTo(204);
    }

    @Test
    void get_unknownIdOfAnotherNode_givesANewOne() throws Exception {
        V1Node owner = node("one");
        V1Node two = node("two");
        PollingClient client = subscribed(owner);
        PollingClient stranger = client.at(two.port(), client.id().substring(0, 8) + "-0000-4000-8000-000000000000");

        assertThat(stranger.get().body()).isEqualTo("connection-id");
        assertThat(stranger.post("{\"subscribe\":\"c\"}").statusCode()).isEqualTo(204);
    }

    @Test
    void get_twoNodesWhoseNamesLookAlikeInIds_bothAreAsked() throws Exception {
        List<String> alike = namesThatLookAlike();
        V1Node one = node(alike.get(0));
        V1Node two = node(alike.get(1));
        V1Node three = node("three");
        PollingClient ofOne = subscribed(one);
        PollingClient ofTwo = subscribed(two);
        assertThat(ofOne.id().substring(0, 8)).isEqualTo(ofTwo.id().substring(0, 8));

        one.publish("c", "1");
        two.publish("c", "2");

        assertThat(numbers(ofOne.at(three.port()).get())).containsExactly(1);
        assertThat(numbers(ofTwo.at(three.port()).get())).containsExactly(2);
        ofOne.at(three.port()).post("{\"subscribe\":\"d\"}");
        ofTwo.at(three.port()).post("{\"subscribe\":\"d\"}");
        one.publish("d", "3");
        two.publish("d", "4");
        assertThat(numbers(ofOne.at(two.port()).get())).containsExactly(3);
        assertThat(numbers(ofTwo.at(one.port()).get())).containsExactly(4);
    }

    @Test
    void post_atOtherNodesByTurns_handledInOrder() throws Exception {
        V1Node owner = node("one");
        PollingClient client = subscribed(owner);
        List<PollingClient> turns = List.of(
                client.at(node("two").port()), client, client.at(node("three").port()));

        for (int i = 0; i < 300; i++) {
            HttpResponse<String> taken = turns.get(i % 3).post("{\"publish\":" + i + ",\"channel\":\"c\"}");
            assertThat(taken.statusCode()).isEqualTo(204);
        }

        List<Integer> received = new ArrayList<>();
        while (received.size() < 300) {
            received.addAll(numbers(client.get()));
        }
        assertThat(received).isEqualTo(upTo(300));
    }

    @Test
    void post_moreThanMayWaitAtTheOwner_503ToTryAgain() throws Exception {
        LimitSettings tight = TestSettings.pollLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 300);
        V1Node owner = node("one", tight);
        PollingClient client = subscribed(owner).at(node("two", tight).port());
        client.post("{\"authenticate\":\"u\",\"token\":\"t\"}");
        await().until(() -> !owner.logins.isEmpty());

        int status = 204;
        while (status == 204) {
            status = client.post("{\"subscribe\":\"" + "d".repeat(50) + "\"}").statusCode();
        }

        assertThat(status).isEqualTo(503);
    }

    @Test
    void stop_ofTheNodeAtWhichAPollWaits_clientIsSentElsewhereAndLosesNothing() throws Exception {
        V1Node owner = node("one");
        V1Node two = node("two");
        PollingClient client = subscribed(owner);
        CompletableFuture<HttpResponse<String>> poll = client.at(two.port()).getLater();
        owner.awaitPolls(1);

        two.close();
        owner.publish("c", "1");

        HttpResponse<String> sentAway = poll.join();
        assertThat(sentAway.statusCode()).isEqualTo(204);
        assertThat(sentAway.headers().firstValue("connection")).hasValue("close");
        assertThat(numbers(client.get())).containsExactly(1);
    }

    private V1Node node(String name) throws IOException {
        return node(name, roomy);
    }

    private V1Node node(String name, LimitSettings limits) throws IOException {
        return node(name, limits, cluster.join(new NodeName(name + "@localhost")));
    }

    private V1Node node(String name, LimitSettings limits, LoopbackCluster.Seat seat) throws IOException {
        Settings settings = TestSettings.of(name + "@localhost", limits, TestSettings.http(2, List.of("*")));
        V1Node node = new V1Node(settings, seat).start();
        nodes.add(node);
        return node;
    }

    private static boolean isFate(Peers.Service service, byte[] question) {
        return service == Peers.Service.POLL && PollQuestion.of(question).kind() != PollQuestion.Kind.POLL;
    }

    private static List<String> namesThatLookAlike() {
        Map<Integer, String> byCode = new HashMap<>();
        for (int i = 0; ; i++) {
            String name = "n" + i;
            String other = byCode.put(PollIds.ownerCode(new NodeName(name + "@localhost")), name);
            if (other != null) {
                return List.of(other, name);
            }
        }
    }

    private static PollingClient subscribed(V1Node node) throws Exception {
        PollingClient client = PollingClient.open(node.port());
        assertThat(client.post("{\"subscribe\":\"c\"}").statusCode()).isEqualTo(204);
        return client;
    }

    private static List<Integer> numbers(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("[{").endsWith("}]");
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(response.body());
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return numbers;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
