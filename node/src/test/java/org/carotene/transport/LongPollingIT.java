package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.carotene.channel.Json;
import org.carotene.session.Authenticator.Answer;
import org.carotene.session.Disconnect;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What polling clients ask and get, in version 1, over real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LongPollingIT {

    private static final Settings DEFAULTS = TestSettings.of(LimitSettings.DEFAULTS, 2);

    @Test
    void get_withoutId_getsOne() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            HttpResponse<String> response = new PollingClient(node.port()).get();

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("connection-id");
            String id = response.headers().firstValue("connection-id").orElseThrow();
            assertThat(UUID.fromString(id).version()).isEqualTo(4);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
            assertThat(node.server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void get_withAnIdThatIsUnknownOrNone_getsNewOne() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = new PollingClient(node.port());
            List<String> strange = List.of(UUID.randomUUID().toString(), "1-1-1-1-1", "\"", "x".repeat(36));

            for (String id : strange) {
                HttpResponse<String> response = client.send("GET", "", "Connection-id", id);

                assertThat(response.body()).isEqualTo("connection-id");
                assertThat(response.headers().firstValue("connection-id").orElseThrow())
                        .isNotEqualTo(id);
            }
        }
    }

    @Test
    void get_framesKept_oneArrayInOrder() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = subscribed(node, "c");
            client.post("no json");
            node.publish("c", "1");
            node.publish("c", "{\"a\":[2]}");
            awaitDelivered(node);

            HttpResponse<String> response = client.get();

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(response.body())
                    .isEqualTo("[{\"type\":\"info\",\"payload\":\"Non JSON message received\"},"
                            + V1Node.frame("c", "1") + "," + V1Node.frame("c", "{\"a\":[2]}") + "]");
        }
    }

    @Test
    void get_nothingKept_waitsForTheFirstFrame() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = subscribed(node, "c");
            CompletableFuture<HttpResponse<String>> poll = client.getLater();
            node.awaitPolls(1);

            node.publish("c", "1");

            assertThat(poll.join().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
        }
    }

    @Test
    void get_nothingForThePollTimeout_204AndTheIdGoesOn() throws Exception {
        LimitSettings hasty = TestSettings.pollLimits(Duration.ofSeconds(1), Duration.ofSeconds(100), 1 << 20);
        try (V1Node node = new V1Node(TestSettings.of(hasty, 1)).start()) {
            PollingClient client = subscribed(node, "c");

            HttpResponse<String> response = client.get();

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.body()).isEmpty();
            node.publish("c", "1");
            assertThat(client.get().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
        }
    }

    @Test
    void get_messagesPostedMeanwhile_204AfterThePollTimeoutAllTheSame() throws Exception {
        LimitSettings hasty = TestSettings.pollLimits(Duration.ofSeconds(1), Duration.ofSeconds(100), 1 << 20);
        try (V1Node node = new V1Node(TestSettings.of(hasty, 1)).start()) {
            PollingClient client = subscribed(node, "c");
            CompletableFuture<HttpResponse<String>> poll = client.getLater();

            await().atMost(Duration.ofSeconds(20)).until(() -> {
                client.post("{\"subscribe\":\"c\"}");
                return poll.isDone();
            });

            assertThat(poll.join().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void get_waitsLongerThanHttpConnectionsMayBeIdle_isNotCut() throws Exception {
        V1Node node = new V1Node(DEFAULTS);
        node.server.idleAfter(Duration.ofMillis(300));
        try (node) {
            PollingClient client = subscribed(node.start(), "c");
            CompletableFuture<HttpResponse<String>> poll = client.getLater();
            await().during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !poll.isDone());

            node.publish("c", "1");

            assertThat(poll.join().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
        }
    }

    @Test
    void get_anotherOfTheSameIdWaits_theNewerGetsTheFramesAndTheOlder204() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = subscribed(node, "c");
            CompletableFuture<HttpResponse<String>> older = client.getLater();
            node.awaitPolls(1);

            CompletableFuture<HttpResponse<String>> newer = client.getLater();

            assertThat(older.join().statusCode()).isEqualTo(204);
            node.publish("c", "1");
            assertThat(newer.join().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
        }
    }

    @Test
    void get_jQuerysCacheBusterOrTrailingSlash_ignored() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start();
                RawHttp raw = new RawHttp(node.port())) {
            raw.send("GET /stream?_=1412345678901 HTTP/1.1", "Host: h");
            assertThat(raw.read().body()).isEqualTo("connection-id");

            raw.send("GET /stream/?_=2 HTTP/1.1", "Host: h");
            assertThat(raw.read().body()).isEqualTo("connection-id");
        }
    }

    @Test
    void get_moreIdsThanTheNodeMayHold_503UntilOneGoes() throws Exception {
        LimitSettings few = TestSettings.limits(1000, 2, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        try (V1Node node = new V1Node(TestSettings.of(few, 1)).start()) {
            WebSocketClient socket = WebSocketClient.connect(node.port());
            PollingClient.open(node.port());

            HttpResponse<String> refused = new PollingClient(node.port()).get();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).hasValue("5");
            socket.close();
            await().until(() -> node.server.connectionCount() == 1);
            assertThat(new PollingClient(node.port()).get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void post_ping_pongWithAndWithoutId() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            for (PollingClient client : List.of(new PollingClient(node.port()), PollingClient.open(node.port()))) {
                HttpResponse<String> response = client.post("ping");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("pong");
            }
        }
    }

    @Test
    void post_message_204AndHandled() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient reader = subscribed(node, "c");
            PollingClient writer = PollingClient.open(node.port());

            HttpResponse<String> response = writer.post("{\"publish\":\"hi\",\"channel\":\"c\"}");

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.body()).isEmpty();
            assertThat(reader.get().body())
                    .isEqualTo("[{\"type\":\"message\",\"message\":\"hi\",\"channel\":\"c\","
                            + "\"user_id\":\"anonymous\",\"user_data\":\"undefined\"}]");
        }
    }

    @Test
    void post_withUnknownOrNoId_204AndIgnored() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = new PollingClient(node.port());
            String message = "{\"subscribe\":\"c\"}";

            HttpResponse<String> without = client.post(message);
            HttpResponse<String> unknown = client.send(
                    "POST", message, "Connection-id", UUID.randomUUID().toString());

            assertThat(List.of(without.statusCode(), unknown.statusCode())).containsOnly(204);
            assertThat(node.hub.channelCount()).isZero();
            assertThat(node.server.connectionCount()).isZero();
        }
    }

    @Test
    void post_largerThanTheBound_413AndTheIdGoesOn() throws Exception {
        LimitSettings small = TestSettings.limits(1000, 100, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        try (V1Node node = new V1Node(TestSettings.of(small, 1)).start();
                RawHttp raw = new RawHttp(node.port())) {
            PollingClient client = subscribed(node, "c");

            HttpResponse<String> announced = client.post("x".repeat(1001));
            raw.send(
                    "POST /stream HTTP/1.1",
                    "Host: h",
                    "Connection-id: " + client.id(),
                    "Transfer-Encoding: chunked",
                    "",
                    "3e9",
                    "x".repeat(1001),
                    "0");

            assertThat(announced.statusCode()).isEqualTo(413);
            assertThat(raw.read().status()).isEqualTo(413);
            node.publish("c", "1");
            assertThat(client.get().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
        }
    }

    @Test
    void post_thatIsNotUtf8_400AndTheIdGoesOn() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = subscribed(node, "c");

            HttpResponse<String> response = client.post(new byte[] {'"', (byte) 0xC3, '"'});

            assertThat(response.statusCode()).isEqualTo(400);
            node.publish("c", "1");
            assertThat(client.get().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
        }
    }

    @Test
    void post_behindOneThatTheBackendIsAskedAbout_answeredAtOnceAndHandledAfterIt() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = PollingClient.open(node.port());

            assertThat(client.post("{\"authenticate\":\"u1\",\"token\":\"t\"}").statusCode())
                    .isEqualTo(204);
            assertThat(client.post("{\"subscribe\":\"c\"}").statusCode()).isEqualTo(204);
            assertThat(node.hub.channelCount()).isZero();
            Objects.requireNonNull(node.logins.poll()).complete(new Answer.Authenticated(Json.of("{}")));

            assertThat(client.get().body()).isEqualTo("[{\"type\":\"info\",\"payload\":\"Authenticated\"}]");
            await().until(() -> List.copyOf(node.presence).equals(List.of("+u1@c")));
        }
    }

    @Test
    void post_moreThanMayWaitBehindTheBackend_503AndTheRestIsHandled() throws Exception {
        LimitSettings tight = TestSettings.pollLimits(Duration.ofSeconds(60), Duration.ofSeconds(100), 2_000);
        try (V1Node node = new V1Node(TestSettings.of(tight, 1)).start()) {
            PollingClient client = PollingClient.open(node.port());
            client.post("{\"authenticate\":\"u1\",\"token\":\"t\"}");
            List<Integer> codes = new ArrayList<>();

            for (int i = 0; i < 40; i++) {
                codes.add(client.post("{\"subscribe\":\"c" + i + "\"}").statusCode());
            }

            assertThat(codes).startsWith(204).endsWith(503);
            Objects.requireNonNull(node.logins.poll()).complete(new Answer.Authenticated(Json.of("{}")));
            long taken = codes.stream().filter(code -> code == 204).count();
            await().until(() -> node.hub.channelCount() == taken);
        }
    }

    @Test
    void request_otherMethods_answeredAsTheTableSays() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = new PollingClient(node.port());

            for (String method : List.of("PUT", "DELETE", "PATCH")) {
                HttpResponse<String> response = client.send(method, "");
                assertThat(response.statusCode()).isEqualTo(405);
                assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD, POST, OPTIONS");
            }
            for (String method : List.of("OPTIONS", "HEAD")) {
                HttpResponse<String> response = client.send(method, "");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEmpty();
            }
            assertThat(node.server.connectionCount()).isZero();
        }
    }

    @Test
    void request_anyMethod_answeredWithCorsHeaders() throws Exception {
        try (V1Node node = new V1Node(DEFAULTS).start()) {
            PollingClient client = PollingClient.open(node.port());
            List<HttpResponse<String>> responses = new ArrayList<>();
            for (String method : List.of("PUT", "OPTIONS", "HEAD", "POST")) {
                responses.add(client.send(method, "ping", "Origin", "https://example.com"));
            }
            responses.add(new PollingClient(node.port()).get());

            assertThat(responses).allSatisfy(response -> {
                assertThat(response.headers().firstValue("access-control-allow-origin"))
                        .hasValue("*");
                assertThat(response.headers().firstValue("access-control-expose-headers"))
                        .hasValue("connection-id");
                assertThat(response.headers()
                                .firstValue("access-control-allow-headers")
                                .orElseThrow())
                        .contains("Connection-id");
            });
        }
    }

    @Test
    void request_ofAnOriginThatIsNotAllowed_403() throws Exception {
        Settings settings =
                TestSettings.of(LimitSettings.DEFAULTS, TestSettings.http(1, List.of("https://good.example")));
        try (V1Node node = new V1Node(settings).start()) {
            PollingClient client = new PollingClient(node.port());

            assertThat(client.send("GET", "", "Origin", "https://bad.example").statusCode())
                    .isEqualTo(403);
            assertThat(client.send("GET", "", "Origin", "https://good.example").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void id_notUsedForItsLifetime_endsWithItsSubscriptionsAndPresence() throws Exception {
        LimitSettings shortLived = TestSettings.pollLimits(Duration.ofSeconds(60), Duration.ofSeconds(2), 1 << 20);
        try (V1Node node = new V1Node(TestSettings.of(shortLived, 2)).start()) {
            PollingClient client = PollingClient.open(node.port());
            client.post("{\"authenticate\":\"u1\",\"token\":\"t\"}");
            client.post("{\"subscribe\":\"c\"}");
            Objects.requireNonNull(node.logins.poll()).complete(new Answer.Authenticated(Json.of("{}")));
            PollingClient waiting = PollingClient.open(node.port());
            CompletableFuture<HttpResponse<String>> poll = waiting.getLater();
            node.awaitPolls(1);

            await().until(() -> List.copyOf(node.presence).equals(List.of("+u1@c", "-u1@c")));

            assertThat(node.hub.channelCount()).isZero();
            assertThat(client.get().body()).isEqualTo("connection-id");
            assertThat(poll).isNotDone();
        }
    }

    @Test
    void id_moreFramesThanItMayKeep_endsAndIsCounted() throws Exception {
        LimitSettings tight = TestSettings.pollLimits(Duration.ofSeconds(60), Duration.ofSeconds(100), 10_000);
        try (V1Node node = new V1Node(TestSettings.of(tight, 1)).start()) {
            PollingClient client = subscribed(node, "c");

            IntStream.range(0, 200).forEach(i -> node.publish("c", "\"" + "x".repeat(100) + "\""));

            await().until(() -> node.server.connectionCount() == 0 && node.hub.channelCount() == 0);
            assertThat(client.get().body()).isEqualTo("connection-id");
            assertThat(node.figure("carotene_slow_disconnects")).isEqualTo(1);
        }
    }

    @Test
    void stop_pollsThatWait_answered() throws Exception {
        V1Node node = new V1Node(DEFAULTS).start();
        List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            polls.add(subscribed(node, "c").getLater());
        }
        node.awaitPolls(10);

        node.server.stop(Disconnect.RESTART);

        assertThat(polls)
                .allSatisfy(poll -> assertThat(poll.join().statusCode()).isEqualTo(204));
        assertThat(node.server.connectionCount()).isZero();
    }

    private static PollingClient subscribed(V1Node node, String channel) throws Exception {
        PollingClient client = PollingClient.open(node.port());
        assertThat(client.post("{\"subscribe\":\"" + channel + "\"}").statusCode())
                .isEqualTo(204);
        return client;
    }

    private static void awaitDelivered(V1Node node) {
        await().until(() -> node.lanes.figures().stream().allMatch(lane -> lane.offeredBytes() == 0));
    }
}
