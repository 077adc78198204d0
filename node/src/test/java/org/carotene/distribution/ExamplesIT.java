package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.carotene.testing.FreePorts;
import org.carotene.testing.WebSocketClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each example by its one command, from the distribution, with clients that speak as the original's does. */
@Tag("alone")
@Timeout(180)
final class ExamplesIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path temporary;

    private static Path examples;

    /** The nodes are at this port and the next ones, the page at the sixth, the backend at the seventh. */
    private final int port = FreePorts.row(7);

    /** Discovery is just above it, communication 50 higher, and the peer ports another 150. */
    private final int clusterPort = FreePorts.row(204);

    private @Nullable Process running;

    @BeforeAll
    static void unpack() throws Exception {
        examples = Archives.unpack(Archives.archive("carotene-", ".tar.gz"), temporary.resolve("place"))
                .resolve("examples");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (running != null) {
            running.destroy();
            running.waitFor();
        }
    }

    @Test
    void threeNodes_run_showsTheJoinTheKillAndTheReturn() throws Exception {
        Outcome outcome = shell().run(LIMIT, command("three-nodes"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        String all = "[carotene1@localhost, carotene2@localhost, carotene3@localhost]";
        String left = "[carotene1@localhost, carotene3@localhost]";
        assertThat(outcome.output().lines())
                .containsExactly(
                        "Starting three nodes",
                        "  carotene1@localhost serves http://localhost:" + port + "/",
                        "  carotene2@localhost serves http://localhost:" + (port + 1) + "/",
                        "  carotene3@localhost serves http://localhost:" + (port + 2) + "/",
                        "They have found each other:",
                        "  node 1 sees " + all,
                        "  node 2 sees " + all,
                        "  node 3 sees " + all,
                        "Killing carotene2@localhost (kill -9)",
                        "  node 1 sees " + left,
                        "  node 3 sees " + left,
                        "Starting it again",
                        "  node 1 sees " + all,
                        "  node 2 sees " + all,
                        "  node 3 sees " + all,
                        "Done; ending the nodes");
    }

    @Test
    void chat_run_servesThePageAndUsersTalk() throws Exception {
        start("chat");

        String page = get(port + 5, "/");
        assertThat(page).contains("carotene.js", "chat.js");
        assertThat(get(port + 5, "/carotene.js")).isEqualTo(get(port, "/carotene.js"));
        WebSocketClient alice = signedIn(port, "alice");
        WebSocketClient guest = WebSocketClient.connect(port);
        subscribe(alice, "lobby");
        subscribe(guest, "lobby");
        guest.send("{\"publish\":\"{\\\"text\\\":\\\"hi\\\"}\",\"channel\":\"lobby\"}");
        for (WebSocketClient client : List.of(alice, guest)) {
            assertThat(client.next())
                    .isEqualTo("{\"type\":\"message\",\"message\":\"{\\\"text\\\":\\\"hi\\\"}\",\"channel\":\"lobby\","
                            + "\"user_id\":\"anonymous\",\"user_data\":\"undefined\"}");
        }
        assertThat(presence(alice))
                .isEqualTo("{\"type\":\"presence\",\"subscribers\":[\"alice\"],\"channel\":\"lobby\"}");

        assertEndsInOrder(alice);
    }

    @Test
    void backend_run_clientsOfTheOriginalUseTwoNodes() throws Exception {
        start("backend");

        WebSocketClient alice = WebSocketClient.connect(port);
        assertThat(alice.send("{\"subscribe\":\"lobby\"}").next()).isEqualTo(info("needs authentication"));
        assertThat(alice.send("{\"authenticate\":\"alice\",\"token\":\"a guess\"}")
                        .next())
                .isEqualTo(info("Authentication failed"));
        assertThat(alice.send("{\"authenticate\":\"alice\",\"token\":\"alices-token\"}")
                        .next())
                .isEqualTo(info("Authenticated"));
        WebSocketClient bob = signedIn(port + 1, "bob");
        subscribe(alice, "lobby");
        subscribe(bob, "lobby");
        assertThat(bob.send("{\"subscribe\":\"staff\"}").next()).isEqualTo(info("no authorization"));
        String both = "{\"type\":\"presence\",\"subscribers\":[\"alice\",\"bob\"],\"channel\":\"lobby\"}";
        await().untilAsserted(() -> assertThat(presence(alice)).isEqualTo(both));
        await().untilAsserted(() -> assertThat(presence(bob)).isEqualTo(both));

        // The backend reads along by subscribe_url, asks for presence and answers by REST.
        bob.send("{\"publish\":\"{\\\"text\\\":\\\"!who\\\"}\",\"channel\":\"lobby\"}");
        for (WebSocketClient client : List.of(alice, bob)) {
            assertThat(client.next())
                    .isEqualTo(
                            "{\"type\":\"message\",\"message\":\"{\\\"text\\\":\\\"!who\\\"}\",\"channel\":\"lobby\","
                                    + "\"user_id\":\"bob\",\"user_data\":{\"name\":\"Bob\"}}");
            assertThat(client.next())
                    .isEqualTo("{\"type\":\"message\",\"message\":\"{\\\"text\\\": \\\"Here now: alice, bob\\\"}\","
                            + "\"channel\":\"lobby\",\"from_server\":\"true\"}");
        }

        subscribe(bob, "announcements");
        assertThat(bob.send("{\"publish\":\"\\\"no\\\"\",\"channel\":\"announcements\"}")
                        .next())
                .isEqualTo(info("no authorization"));
        await().untilAsserted(() -> {
            alice.send("{\"publish\":\"\\\"news\\\"\",\"channel\":\"announcements\"}");
            assertThat(bob.rest())
                    .contains(
                            "{\"type\":\"message\",\"message\":\"\\\"news\\\"\","
                                    + "\"channel\":\"announcements\",\"user_id\":\"alice\",\"user_data\":{\"name\":\"Alice\"}}");
        });

        assertEndsInOrder(alice, bob);
    }

    /** Starts an example and waits until it says that it is ready. */
    private void start(String example) throws IOException {
        Path output = temporary.resolve(example + "-" + port + ".txt");
        Process process = shell().start(output, command(example));
        running = process;
        await().atMost(LIMIT)
                .until(() -> !process.isAlive() || Files.readString(output).contains("Ready; Ctrl-C ends all."));
        assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
    }

    private void assertEndsInOrder(WebSocketClient... clients) throws InterruptedException {
        Process process = running;
        assertThat(process).isNotNull();
        process.destroy();
        assertThat(process.waitFor()).isZero();
        for (WebSocketClient client : clients) {
            assertThat(client.closeCode()).isEqualTo(1012);
        }
    }

    private Shell shell() {
        return Shell.in(temporary)
                .with("TMPDIR", temporary.toString())
                .with("CAROTENE_CDS", "off")
                .with("NODE_PORT", Integer.toString(port))
                .with("PAGE_PORT", Integer.toString(port + 5))
                .with("BACKEND_PORT", Integer.toString(port + 6))
                .with("CLUSTER_PORT", Integer.toString(clusterPort));
    }

    private static List<String> command(String example) {
        return List.of(examples.resolve(example).resolve("run").toString());
    }

    private static WebSocketClient signedIn(int port, String user) throws InterruptedException {
        WebSocketClient client = WebSocketClient.connect(port);
        client.send("{\"authenticate\":\"" + user + "\",\"token\":\"" + user + "s-token\"}");
        assertThat(client.next()).isEqualTo(info("Authenticated"));
        return client;
    }

    private static void subscribe(WebSocketClient client, String channel) throws InterruptedException {
        client.send("{\"subscribe\":\"" + channel + "\"}").send("ping");
        assertThat(client.next()).isEqualTo("pong");
    }

    private static String presence(WebSocketClient client) throws InterruptedException {
        return client.send("{\"presence\":\"lobby\"}").next();
    }

    private static String info(String text) {
        return "{\"type\":\"info\",\"payload\":\"" + text + "\"}";
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
