package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.LocalBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes without any cluster, the backend connected to each: what {@code docs/scaling.md} promises of such a set-up. */
@Timeout(120)
final class IsolatedNodesIT {

    @TempDir
    private Path directory;

    private LocalBackend users;
    private LocalBackend heardOfOne;
    private LocalBackend heardOfTwo;
    private Nodes nodes;
    private NodeProcess one;
    private NodeProcess two;
    private ChatClient alice;
    private ChatClient bob;

    @BeforeEach
    void startNodes() throws Exception {
        users = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
        heardOfOne = LocalBackend.answering(200, "");
        heardOfTwo = LocalBackend.answering(200, "");
        nodes = new Nodes(directory);
        one = start("chat1@localhost", heardOfOne);
        two = start("chat2@localhost", heardOfTwo);
        alice = ChatClient.on(one.awaitReady()).signIn("alice").subscribe("lobby");
        bob = ChatClient.on(two.awaitReady()).signIn("bob").subscribe("lobby");
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
        users.close();
        heardOfOne.close();
        heardOfTwo.close();
    }

    @Test
    void publish_byTheBackendToEach_reachesTheClientsOfAllOnce() throws Exception {
        for (NodeProcess node : List.of(one, two)) {
            assertThat(post(node, "news").statusCode()).isEqualTo(204);
        }

        for (ChatClient client : List.of(alice, bob)) {
            assertThat(client.next()).isEqualTo(fromServer("news"));
            client.assertNothingMore();
        }
    }

    @Test
    void publish_byAClient_reachesTheBackendOnceWhichPassesItOnToTheOthers() throws Exception {
        heardOfOne.behave(form -> {
            post(two, "alice said hello");
            return LocalBackend.Reply.of(200, "");
        });

        alice.publish("lobby", "hello");

        assertThat(alice.texts(1)).containsExactly("hello");
        assertThat(bob.next()).isEqualTo(fromServer("alice said hello"));
        await().untilAsserted(() -> assertThat(heardOfTwo.requests()).hasSize(1));
        assertThat(heardOfOne.received("message"))
                .containsExactly("{\"type\":\"message\",\"message\":\"hello\",\"channel\":\"lobby\","
                        + "\"user_id\":\"alice\",\"user_data\":{}}");
        // What a backend has published itself is told too; it must not pass that on.
        assertThat(heardOfTwo.received("message")).containsExactly(fromServer("alice said hello"));
        alice.assertNothingMore();
        bob.assertNothingMore();
    }

    @Test
    void presence_ofEach_isOfItsOwnClients() {
        assertThat(one.get("/api/channels/lobby/presence").body()).isEqualTo("[\"alice\"]");
        assertThat(two.get("/api/channels/lobby/presence").body()).isEqualTo("[\"bob\"]");
    }

    @Test
    void kill_ofOne_isNothingToTheOther() throws Exception {
        one.kill();

        assertThat(alice.socket().closeCode()).isEqualTo(1006);
        assertThat(post(two, "news").statusCode()).isEqualTo(204);
        assertThat(bob.next()).isEqualTo(fromServer("news"));
        assertThat(two.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(Nodes.lines(two))
                .filteredOn(line -> !line.contains("Admin API listening"))
                .last()
                .asString()
                .endsWith("Nodes in cluster [chat2@localhost]");
    }

    private NodeProcess start(String name, LocalBackend listener) {
        return nodes.startWith("""
                node_name: %s
                address: 127.0.0.1
                port: 0
                presence: true
                authenticate_url: %s
                subscribe_url: %s
                subscribed_channels: [lobby]
                cluster:
                  address: %s
                """.formatted(name, users.url(), listener.url(), nodes.address()));
    }

    private static String fromServer(String text) {
        return "{\"type\":\"message\",\"message\":\"\\\"" + text
                + "\\\"\",\"channel\":\"lobby\",\"from_server\":\"true\"}";
    }

    /** Publishes a plain text, as a backend does. */
    private static HttpResponse<String> post(NodeProcess node, String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/api/channels/lobby/messages"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("message=" + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
