package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.gateway.ConfiguredNode.assertServes;
import static org.carotene.gateway.ConfiguredNode.info;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carotene.cluster.IgniteNodes;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of the original Carotene that its users could meet, each by its number in the list of those that are mended, over
 * real sockets and with a real backend. Number 5 is in LongPollingLossIT, 8 in PublishIT and QuestionsIT, the hung node of
 * 9 in HungNodeIT, 10 in MessageLimitsIT and CapacityLimitsIT.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FaultsIT {

    private static final String YES = "{\"authenticated\":true,\"user_data\":{}}";
    private static final String NO = "{\"authenticated\":false}";

    @TempDir
    private Path work;

    private final List<AutoCloseable> started = new ArrayList<>();
    private LocalBackend backend;

    @BeforeEach
    void startBackend() throws Exception {
        backend = new LocalBackend(form -> LocalBackend.Reply.of(200, "good".equals(form.get("token")) ? YES : NO));
        started.add(backend);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }

    @Test
    void fault1_failedAuthentication_leavesTheClientAnonymousAndFreeToTryAgain() throws Exception {
        ConfiguredNode node =
                node("chat1", "authenticate_url: " + backend.url(), "publish_authorization: authenticated");
        WebSocketClient client = node.connect();

        assertThat(client.send(login("u1", "wrong")).next()).isEqualTo(info("Authentication failed"));

        assertThat(client.send(publish("c")).next()).isEqualTo(info("needs authentication"));
        assertThat(client.send(login("u1", "good")).next()).isEqualTo(info("Authenticated"));
        WebSocketClient subscriber = node.subscribed("c");
        client.send(publish("c"));
        assertThat(subscriber.next()).contains("\"user_id\":\"u1\"");
    }

    @Test
    void fault2_userIdThatLooksLikeAField_isOneValueToTheBackend() throws Exception {
        ConfiguredNode node = node("chat1", "authenticate_url: " + backend.url());
        WebSocketClient client = node.connect();

        String told = client.send(login("u&token=good", "bad")).next();

        assertThat(told).isEqualTo(info("Authentication failed"));
        assertThat(backend.received("user_id")).containsExactly("u&token=good");
        assertThat(backend.received("token")).containsExactly("bad");
    }

    @Test
    void fault3_anythingButAMessage_isAnsweredAndTheConnectionWorksOn() throws Exception {
        ConfiguredNode node = node("chat1", "authenticate_url: " + backend.url());
        WebSocketClient client = node.connect();

        for (String text : List.of(
                "1",
                "null",
                "true",
                "\"ping\"",
                "[]",
                "[{\"subscribe\":\"c\"}]",
                "{}",
                "{\"subscribe\":1}",
                "{\"subscribe\":null}",
                "{\"subscribe\":[\"c\"]}",
                "{\"publish\":1,\"channel\":{}}",
                "{\"publish\":1}",
                "{\"authenticate\":1,\"token\":\"good\"}",
                "{\"authenticate\":\"u\",\"token\":null}",
                "{\"presence\":7}",
                "{\"subscribe\":\"c\",\"more\":1}")) {
            assertThat(client.send(text).next()).as(text).isEqualTo(info("Unknown message received"));
        }
        assertThat(client.send("").next()).isEqualTo(info("Non JSON message received"));
        assertThat(client.send(login("u1", "good")).next()).isEqualTo(info("Authenticated"));
        assertServes(client);
    }

    @Test
    void fault3_authorizationThatTakesLong_isAnsweredAndTheConnectionWorksOn() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        LocalBackend slow = new LocalBackend(form -> {
            end.await();
            return LocalBackend.Reply.of(200, "{\"authorized\":true}");
        });
        started.add(slow);
        ConfiguredNode node = node(
                "chat1",
                "authenticate_url: " + backend.url(),
                "subscribe_authorization: {level: ask, authorization_url: '" + slow.url() + "'}",
                "backend.answer_timeout: 2s");
        WebSocketClient client = node.connect();
        assertThat(client.send(login("u1", "good")).next()).isEqualTo(info("Authenticated"));

        String told = client.send("{\"subscribe\":\"c\"}").next();

        assertThat(told).isEqualTo(info("201: the application's backend did not answer in time, try again later"));
        assertServes(client);
        end.countDown();
    }

    @Test
    void fault4_subscribeThenAuthenticate_isPresentOnAllNodes() throws Exception {
        List<ConfiguredNode> nodes = cluster("presence: true", "authenticate_url: " + backend.url());
        WebSocketClient client = nodes.get(0).subscribed("c");
        WebSocketClient other = nodes.get(1).subscribed("c");
        assertThat(nodes.get(1).presence("c").body()).isEqualTo("[]");

        assertThat(client.send(login("u1", "good")).next()).isEqualTo(info("Authenticated"));

        for (ConfiguredNode node : nodes) {
            await().untilAsserted(() -> assertThat(node.presence("c").body()).isEqualTo("[\"u1\"]"));
        }
        assertThat(other.send("{\"presence\":\"c\"}").next())
                .isEqualTo("{\"type\":\"presence\",\"subscribers\":[\"u1\"],\"channel\":\"c\"}");
    }

    @Test
    void fault6_twoNodes_theBackendGetsOneCopy() throws Exception {
        LocalBackend heard = LocalBackend.answering(200, "");
        started.add(heard);
        List<ConfiguredNode> nodes = cluster("subscribe_url: " + heard.url(), "subscribed_channels: [c]");
        WebSocketClient here = nodes.get(0).subscribed("c");
        WebSocketClient there = nodes.get(1).subscribed("c");
        await().until(() -> {
            here.send("{\"publish\":\"settle\",\"channel\":\"c\"}");
            return there.rest().stream().anyMatch(frame -> frame.contains("settle"));
        });

        here.send("{\"publish\":\"by a client\",\"channel\":\"c\"}");
        assertThat(nodes.get(1).post("c", "message=by+REST").statusCode()).isEqualTo(204);

        await().untilAsserted(() -> assertThat(heard.received("message"))
                .anyMatch(frame -> frame.contains("by a client"))
                .anyMatch(frame -> frame.contains("by REST")));
        // Whoever would post a second copy does so in the order of channel and node, so before this one.
        assertThat(nodes.get(0).post("c", "message=last+of+one").statusCode()).isEqualTo(204);
        assertThat(nodes.get(1).post("c", "message=last+of+two").statusCode()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(heard.received("message"))
                .anyMatch(frame -> frame.contains("last of one"))
                .anyMatch(frame -> frame.contains("last of two")));
        for (String text : List.of("by a client", "by REST", "last of one", "last of two")) {
            assertThat(heard.received("message").stream().filter(frame -> frame.contains(text)))
                    .as(text)
                    .hasSize(1);
        }
    }

    @Test
    void fault7_manyPublications_askTheBackendOnce() throws Exception {
        LocalBackend asked = LocalBackend.answering(200, "{\"authorized\":true}");
        started.add(asked);
        ConfiguredNode node = node(
                "chat1",
                "authenticate_url: " + backend.url(),
                "publish_authorization: {level: ask, authorization_url: '" + asked.url() + "'}");
        WebSocketClient subscriber = node.subscribed("c");
        WebSocketClient client = node.connect();
        assertThat(client.send(login("u1", "good")).next()).isEqualTo(info("Authenticated"));

        for (int i = 0; i < 100; i++) {
            client.send(publish("c"));
        }

        assertThat(subscriber.next(100)).hasSize(100);
        assertThat(asked.requests()).extracting(LocalBackend.Request::body).containsExactly("user_id=u1&channel=c");
    }

    @Test
    void fault9_subscribeUrlThatHangs_holdsUpNoPublisher() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        LocalBackend hung = new LocalBackend(form -> {
            end.await();
            return LocalBackend.Reply.of(200, "");
        });
        started.add(hung);
        ConfiguredNode node = node("chat1", "subscribe_url: " + hung.url(), "subscribed_channels: [c]");
        WebSocketClient subscriber = node.subscribed("c");

        for (int i = 0; i < 100; i++) {
            assertThat(node.post("c", "message=" + i).statusCode()).isEqualTo(204);
        }

        assertThat(subscriber.next(100)).hasSize(100);
        await().untilAsserted(() ->
                assertThat(hung.requests()).as("the first one waits").hasSize(1));
        end.countDown();
    }

    private ConfiguredNode node(String name, String... lines) throws Exception {
        ConfiguredNode node = ConfiguredNode.named(name + "@localhost", lines);
        started.add(node);
        return node;
    }

    /** Two nodes that know each other. */
    private List<ConfiguredNode> cluster(String... lines) throws Exception {
        IgniteNodes ignite = new IgniteNodes(work);
        started.add(ignite);
        List<ConfiguredNode> nodes = List.of(node("chat1", lines), node("chat2", lines));
        for (ConfiguredNode node : nodes) {
            node.attach(ignite);
        }
        for (ConfiguredNode node : nodes) {
            await().until(() -> node.figure("carotene_cluster_nodes") == 2);
        }
        return nodes;
    }

    private static String login(String user, String token) {
        return "{\"authenticate\":\"" + user + "\",\"token\":\"" + token + "\"}";
    }

    private static String publish(String channel) {
        return "{\"publish\":1,\"channel\":\"" + channel + "\"}";
    }
}
