package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Polling clients get each publication once and in order, whatever becomes of their connections. */
@ParameterizedClass
@EnumSource(Wire.class)
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class LongPollingLossIT {

    @Parameter
    Wire wire;

    private static final Settings ROOMY =
            TestSettings.of(TestSettings.pollLimits(Duration.ofSeconds(60), Duration.ofSeconds(100), 64 << 20), 2);

    private static final Pattern NUMBER = Pattern.compile("\"message\":\"?(\\d+)");

    @Test
    void fault5_publicationsBetweenTwoPolls_nothingIsLost() throws Exception {
        try (V1Node node = new V1Node(wire.of(TestSettings.of(LimitSettings.DEFAULTS, 2))).start()) {
            PollingClient client = subscribed(node);
            List<Integer> received = new ArrayList<>();

            for (int i = 0; i < 1_000; i++) {
                node.publish("c", String.valueOf(i));
                if (i % 7 == 0) {
                    received.addAll(numbers(client.get().body()));
                }
            }

            receiveUntil(client, received, 1_000);
            assertThat(received).isEqualTo(upTo(1_000));
        }
    }

    @Test
    void publish_manyPollersMeanwhile_eachGetsAllInOrder() throws Exception {
        int pollers = 50;
        int publications = 20_000;
        ExecutorService clients = Executors.newFixedThreadPool(pollers);
        try (V1Node node = new V1Node(wire.of(ROOMY)).start()) {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < pollers; i++) {
                PollingClient client = subscribed(node);
                Callable<List<Integer>> reader = () -> receiveUntil(client, new ArrayList<>(), publications);
                all.add(clients.submit(reader));
            }

            for (int i = 0; i < publications; i++) {
                node.publish("c", String.valueOf(i));
            }

            List<Integer> expected = upTo(publications);
            for (Future<List<Integer>> received : all) {
                assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void abort_whileThePollWaits_nextPollGetsWhatCameMeanwhile() throws Exception {
        try (V1Node node = new V1Node(wire.of(ROOMY)).start()) {
            PollingClient client = subscribed(node);
            for (int i = 0; i < 20; i++) {
                RawHttp gone = waitingPoll(node, client);
                if (i % 2 == 0) {
                    gone.reset();
                } else {
                    gone.close();
                }
                // Nothing shows that the end has come to the server's system; on one machine that takes no time.
                TimeUnit.MILLISECONDS.sleep(20);

                node.publish("c", String.valueOf(i));

                assertThat(numbers(client.get().body())).containsExactly(i);
            }
        }
    }

    @Test
    void abort_inTheMiddleOfAnAnswer_nextPollGetsAllOfItAgainBeforeWhatFollowed() throws Exception {
        try (V1Node node = new V1Node(wire.of(ROOMY)).start()) {
            PollingClient client = subscribed(node);
            String filler = "x".repeat(60_000);
            // More than the buffers of both systems take.
            IntStream.range(0, 400).forEach(i -> node.publish("c", "\"" + i + " " + filler + "\""));
            await().until(() -> node.figure("carotene_deliveries") == 400);
            RawHttp gone = poll(node, client);
            gone.readSome(100_000);
            node.publish("c", "\"400 \"");

            gone.reset();

            assertThat(receiveUntil(client, new ArrayList<>(), 401)).isEqualTo(upTo(401));
        }
    }

    @Test
    void get_whileTheAnswerBeforeIsOnItsWay_waitsForItsFate() throws Exception {
        try (V1Node node = new V1Node(wire.of(ROOMY)).start()) {
            PollingClient client = subscribed(node);
            String filler = "x".repeat(60_000);
            IntStream.range(0, 400).forEach(i -> node.publish("c", "\"" + i + " " + filler + "\""));
            await().until(() -> node.figure("carotene_deliveries") == 400);
            try (RawHttp slow = poll(node, client)) {
                slow.awaitAnswer();
                CompletableFuture<HttpResponse<String>> next = client.getLater();
                node.publish("c", "\"400 \"");
                await().during(Duration.ofMillis(300)).until(() -> !next.isDone());

                assertThat(slow.read().body()).contains("\"399 ");

                assertThat(numbers(next.join().body())).containsExactly(400);
            }
        }
    }

    @Test
    void request_pipelinedBehindAPollThatWaits_answeredAfterIt() throws Exception {
        try (V1Node node = new V1Node(wire.of(ROOMY)).start()) {
            PollingClient client = subscribed(node);
            try (RawHttp raw = waitingPoll(node, client)) {
                String ping = "POST /stream HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nping";
                for (int i = 0; i < 9; i++) {
                    raw.send(ping + ping);
                }
                node.publish("c", "1");

                assertThat(raw.read().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
                for (int i = 0; i < 18; i++) {
                    assertThat(raw.read().body()).isEqualTo("pong");
                }
            }
        }
    }

    @Test
    void get_manyThatWait_noThreadWaitsWithThem() throws Exception {
        try (V1Node node = new V1Node(wire.of(ROOMY)).start()) {
            List<RawHttp> polls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                polls.add(waitingPoll(node, subscribed(node)));
            }
            long before = nodeThreads();

            for (int i = 0; i < 300; i++) {
                polls.add(poll(node, subscribed(node)));
            }
            node.awaitPolls(310);

            assertThat(nodeThreads()).isLessThanOrEqualTo(before + 2);
            node.publish("c", "1");
            for (RawHttp poll : polls) {
                assertThat(numbers(poll.read().body())).containsExactly(1);
                poll.close();
            }
        }
    }

    private static long nodeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("carotene"))
                .count();
    }

    private PollingClient subscribed(V1Node node) throws Exception {
        PollingClient client = wire.poll(node.port());
        assertThat(client.post("{\"subscribe\":\"c\"}").statusCode()).isEqualTo(204);
        return client;
    }

    private RawHttp poll(V1Node node, PollingClient client) throws Exception {
        RawHttp raw = new RawHttp(wire, node.port());
        raw.send("GET /stream HTTP/1.1", "Host: h", "Connection-id: " + client.id());
        return raw;
    }

    private RawHttp waitingPoll(V1Node node, PollingClient client) throws Exception {
        double before = node.figure("carotene_polls_waiting");
        RawHttp raw = poll(node, client);
        await().pollInterval(Duration.ofMillis(2)).until(() -> node.figure("carotene_polls_waiting") == before + 1);
        return raw;
    }

    private static List<Integer> receiveUntil(PollingClient client, List<Integer> received, int count)
            throws Exception {
        while (received.size() < count) {
            HttpResponse<String> response = client.get();
            assertThat(response.statusCode()).isEqualTo(200);
            received.addAll(numbers(response.body()));
        }
        return received;
    }

    private static List<Integer> numbers(String array) {
        assertThat(array).startsWith("[{").endsWith("}]");
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(array);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return numbers;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
