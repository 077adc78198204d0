package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.IgniteNodes;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.settings.SettingsReader;
import org.carotene.settings.TlsSettings;
import org.carotene.testing.TestCertificates;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole gateways on real Ignite nodes, with real clients. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GatewayIT {

    private static final String ONE = "node1@localhost";
    private static final String TWO = "node2@localhost";

    @TempDir
    Path work;

    @AfterEach
    void stopAll() {
        for (String name : List.of(ONE, TWO)) {
            Gateway.of(TestSettings.named(name).nodeName()).ifPresent(Gateway::stop);
        }
    }

    @Test
    void publish_onOneNode_reachesSubscribersOfBothOnceAndInOrder() throws Exception {
        try (IgniteNodes ignite = new IgniteNodes(work)) {
            Gateway one = attached(ONE, ignite.start(ONE));
            Gateway two = attached(TWO, ignite.start(TWO));
            WebSocketClient here = subscribed(one, "chat");
            WebSocketClient there = subscribed(two, "chat");
            awaitReach(here, "chat", there);

            WebSocketClient publisher = WebSocketClient.connect(one.port());
            for (int i = 0; i < 1000; i++) {
                publisher.send("{\"publish\":" + i + ",\"channel\":\"chat\"}");
            }

            List<String> expected = IntStream.range(0, 1000)
                    .mapToObj(i -> "{\"type\":\"message\",\"message\":" + i
                            + ",\"channel\":\"chat\",\"user_id\":\"anonymous\",\"user_data\":\"undefined\"}")
                    .toList();
            assertThat(here.next(1000)).isEqualTo(expected);
            assertThat(there.next(1000)).isEqualTo(expected);
            assertThat(here.send("ping").next()).isEqualTo("pong");
            assertThat(there.send("ping").next()).isEqualTo("pong");
        }
    }

    @Test
    void replace_ofTheIgniteNode_keepsSocketsAndDeliversWhatWasHeld() throws Exception {
        try (IgniteNodes ignite = new IgniteNodes(work)) {
            Gateway one = attached(ONE, ignite.start(ONE));
            Ignite second = ignite.start(TWO);
            Gateway two = attached(TWO, second);
            WebSocketClient here = subscribed(one, "chat");
            WebSocketClient there = subscribed(two, "chat");
            awaitReach(there, "chat", here);
            here.rest();

            two.detach();
            Ignition.stop(second.name(), true);
            assertThat(two.obstacle()).isPresent();
            there.send("{\"publish\":\"held\",\"channel\":\"chat\"}");
            assertThat(there.next()).contains("\"held\"");
            two.attach(ignite.start(TWO)).toCompletableFuture().get(20, TimeUnit.SECONDS);

            assertThat(here.next()).contains("\"held\"");
            awaitReach(here, "chat", there);
            assertThat(there.isOpen()).isTrue();
            assertThat(two.obstacle()).isEmpty();
        }
    }

    @Test
    void ready_oneLaneHangs_isNotAndSaysWhy() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        SettingsReader reader = new SettingsReader(Map.of(), Map.of());
        String settings = "node_name: " + ONE + "\naddress: 127.0.0.1\nport: 0\nadmin: false\nlanes: 2\n";
        try (IgniteNodes ignite = new IgniteNodes(work)) {
            Gateway one = Gateway.start(reader.text("lanes.yaml", settings));
            one.attach(ignite.start(ONE)).toCompletableFuture().get(20, TimeUnit.SECONDS);
            WebSocketClient client = WebSocketClient.connect(one.port());
            assertThat(client.send("ping").next()).isEqualTo("pong");
            await().until(() -> ready(one).startsWith("200 "));

            // Taps run where the publisher does: on its connection's lane.
            one.hub().tap(publication -> awaitQuietly(end));
            client.send("{\"publish\":1,\"channel\":\"chat\"}");

            // Half of the connections are the other lane's.
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> ready(one)
                            .matches("503 .*the node's own canary does not come back: lanes [01] deliver"
                                    + " nothing.*"));
            end.countDown();
            await().atMost(60, TimeUnit.SECONDS).until(() -> ready(one).startsWith("200 "));
            assertThat(client.send("ping").next()).isEqualTo("pong");
        } finally {
            end.countDown();
        }
    }

    /** Status and body of the page on a connection of its own; empty when it does not come. */
    private static String ready(Gateway gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/health/ready"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (HttpTimeoutException e) {
            return "";
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void presence_anonymousOnTheOtherNode_isAnsweredAndNamesNobody() throws Exception {
        try (IgniteNodes ignite = new IgniteNodes(work)) {
            Gateway one = attached(ONE, ignite.start(ONE));
            Gateway two = attached(TWO, ignite.start(TWO));
            await().until(() ->
                    one.cluster().others().size() == 1 && two.cluster().others().size() == 1);
            subscribed(two, "chat");

            List<String> members = one.presence()
                    .members(new ChannelName("chat"))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);

            assertThat(members).isEmpty();
        }
    }

    @Test
    void start_twiceUnderOneName_refusedAndTheFirstGoesOn() throws Exception {
        Gateway one = Gateway.start(TestSettings.named(ONE));

        assertThatThrownBy(() -> Gateway.start(TestSettings.named(ONE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ONE);

        assertThat(WebSocketClient.connect(one.port()).send("ping").next()).isEqualTo("pong");
    }

    @Test
    void start_withTls_servesAndTakesANewCertificateByItself(@TempDir Path directory) throws Exception {
        TestCertificates made =
                new TestCertificates(directory).selfSigned("old").selfSigned("new");
        made.put("node.crt", "old.crt");
        made.put("node.key", "old.key");
        Gateway alone = Gateway.start(withTls(made));
        try (WebSocketClient client = WebSocketClient.connectSecurely(trusting(made, "old.crt"), alone.port())) {
            assertThat(client.send("ping").next()).isEqualTo("pong");

            made.put("node.crt", "new.crt");
            made.put("node.key", "new.key");

            await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> {
                try (WebSocketClient next = WebSocketClient.connectSecurely(trusting(made, "new.crt"), alone.port())) {
                    assertThat(next.send("ping").next()).isEqualTo("pong");
                }
            });
            assertThat(client.send("ping").next()).isEqualTo("pong");
        }
    }

    @Test
    void start_withAKeyOfAnotherCertificate_refusedWithItsNameAndNothingIsLeft(@TempDir Path directory) {
        TestCertificates made =
                new TestCertificates(directory).selfSigned("old").selfSigned("new");
        made.put("node.crt", "old.crt");
        made.put("node.key", "new.key");

        assertThatThrownBy(() -> Gateway.start(withTls(made)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("ssl.keyfile: " + made.file("node.key") + ": ");

        assertThat(Gateway.of(TestSettings.named(ONE).nodeName())).isEmpty();
    }

    @Test
    void start_withoutIgnite_servesItsOwnClients() throws Exception {
        Gateway alone = Gateway.start(TestSettings.named(ONE));
        WebSocketClient client = subscribed(alone, "c");

        client.send("{\"publish\":1,\"channel\":\"c\"}");

        assertThat(client.next()).startsWith("{\"type\":\"message\",\"message\":1,\"channel\":\"c\"");
        assertThat(alone.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("not in a cluster"));
    }

    private static Settings withTls(TestCertificates made) {
        Settings plain = TestSettings.named(ONE);
        TlsSettings files = new TlsSettings(
                TlsSettings.Use.CLIENTS, made.file("node.crt"), made.file("node.key"), Optional.empty());
        return TestSettings.of(ONE, plain.limits(), TestSettings.secure(plain.http(), files));
    }

    private static HttpClient trusting(TestCertificates made, String certificate) {
        return HttpClient.newBuilder().sslContext(made.trusting(certificate)).build();
    }

    private static Gateway attached(String name, Ignite ignite) throws Exception {
        Gateway gateway = Gateway.start(TestSettings.named(name));
        gateway.attach(ignite).toCompletableFuture().get(20, TimeUnit.SECONDS);
        return gateway;
    }

    private static WebSocketClient subscribed(Gateway gateway, String channel) throws InterruptedException {
        WebSocketClient client = WebSocketClient.connect(gateway.port());
        client.send("{\"subscribe\":\"" + channel + "\"}").send("ping");
        assertThat(client.next()).isEqualTo("pong");
        return client;
    }

    /** Publishes through one client until the other, on another node, receives: interest has settled then. */
    private static void awaitReach(WebSocketClient from, String channel, WebSocketClient to)
            throws InterruptedException {
        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            from.send("{\"publish\":\"settle\",\"channel\":\"" + channel + "\"}");
            return !to.rest().isEmpty();
        });
        // The last word of this publisher: nothing that it has said before comes after it.
        from.send("{\"publish\":\"settled\",\"channel\":\"" + channel + "\"}");
        for (WebSocketClient client : List.of(from, to)) {
            while (!client.next().contains("\"settled\"")) {
                // a late "settle"
            }
        }
    }
}
