package org.carotene.launcher;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is there, asked of real nodes in processes of their own, of which one hangs or is killed. */
@Timeout(180)
final class PresenceProcessIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int CHANNELS = 24;

    /** How long a node may hang before anybody notices: enough for all questions on a busy machine, some times over. */
    private static final int UNNOTICED_SECONDS = 60;

    /** Within what the backup is asked and has answered, after 100 ms by rights; well below {@code presence.answer_timeout}, 10 s. */
    private static final int TURN_SECONDS = 6;

    private final String address = NodeProcess.clusterAddress();
    private final List<NodeProcess> started = new ArrayList<>();

    @TempDir
    private Path directory;

    private LocalBackend backend;

    @BeforeEach
    void startBackend() throws Exception {
        backend = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
    }

    @AfterEach
    void killNodes() {
        started.forEach(NodeProcess::close);
        backend.close();
    }

    @Test
    void killedOrHungNode_itsUsersAreGoneWhenItIsNoticedAndBackWithIt() throws Exception {
        List<NodeProcess> nodes = three();
        user(nodes.get(0), "anna");
        user(nodes.get(1), "bert");
        user(nodes.get(2), "carl");
        awaitMembers(nodes.get(0), "[\"anna\",\"bert\",\"carl\"]");

        nodes.get(2).kill();
        nodes.get(0).awaitNodes("p1@localhost", "p2@localhost");
        for (int i = 0; i < CHANNELS; i++) {
            assertThat(members(nodes.get(0), i).get(20, TimeUnit.SECONDS)).isEqualTo("[\"anna\",\"bert\"]");
        }

        NodeProcess back = start("p3@localhost").awaitReady();
        nodes.get(0).awaitNodes("p1@localhost", "p2@localhost", "p3@localhost");
        user(back, "carl");
        awaitMembers(nodes.get(1), "[\"anna\",\"bert\",\"carl\"]");
        awaitMembers(back, "[\"anna\",\"bert\",\"carl\"]");

        // Those of Ignite that wake by the clock may be late, and save a node at rest most of what it does.
        Map<String, Long> slack = slackNanos(nodes.get(0));
        assertThat(slack).containsEntry("ignite-clock", 50_000_000L).containsEntry("tcp-disco-msg-w", 50_000_000L);
        for (String exact : List.of("carotene-lane-0", "carotene-cluste", "carotene-rows", "carotene-bus-p2")) {
            assertThat(slack).as(exact).containsEntry(exact, slack.get("VM Thread"));
        }

        signal(back, "STOP");
        nodes.get(1).awaitNodes("p1@localhost", "p2@localhost");
        awaitMembers(nodes.get(1), "[\"anna\",\"bert\"]");
    }

    /** Of each thread by its name, the first 15 characters of it: how much later it may be woken than it asked for. */
    private static Map<String, Long> slackNanos(NodeProcess node) throws IOException {
        Map<String, Long> slack = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(node.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                Path file = Path.of("/proc", task.getFileName().toString(), "timerslack_ns");
                try {
                    String name = Files.readString(task.resolve("comm")).trim();
                    slack.put(name, Long.parseLong(Files.readString(file).trim()));
                } catch (IOException e) {
                    assertThat(task)
                            .as("threads come and go; this one is there: " + e)
                            .doesNotExist();
                }
            }
        }
        return slack;
    }

    @Test
    void hungNode_thatNobodyHasNoticedYet_doesNotKeepOthersFromAnswering() throws Exception {
        List<NodeProcess> nodes = three("  failure_detection_timeout: " + UNNOTICED_SECONDS + " s");
        user(nodes.get(0), "anna");
        user(nodes.get(1), "bert");
        user(nodes.get(2), "carl");
        awaitMembers(nodes.get(0), "[\"anna\",\"bert\",\"carl\"]");
        awaitMembers(nodes.get(1), "[\"anna\",\"bert\",\"carl\"]");
        NodeProcess hung = nodes.get(2);

        signal(hung, "STOP");
        // A third of the channels lies on the node that hangs. A machine that stood still for a moment may try again.
        await().atMost(UNNOTICED_SECONDS / 2, TimeUnit.SECONDS)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    List<CompletableFuture<String>> answers = new ArrayList<>();
                    for (int i = 0; i < CHANNELS; i++) {
                        answers.add(members(nodes.get(i % 2), i));
                    }
                    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                            .get(TURN_SECONDS, TimeUnit.SECONDS);
                    assertThat(answers)
                            .extracting(CompletableFuture::join)
                            .containsOnly("[\"anna\",\"bert\",\"carl\"]");
                });
        assertThat(figure(nodes.get(0), "carotene_presence_questions_repeated_total")
                        + figure(nodes.get(1), "carotene_presence_questions_repeated_total"))
                .as("asked of a backup")
                .isPositive();
        // So does who comes meanwhile: he sees himself, and others find him where the owner lives.
        WebSocketClient dora = user(nodes.get(0), "dora");
        dora.send("{\"presence\":\"c1\"}");
        assertThat(dora.next()).contains("[\"anna\",\"bert\",\"carl\",\"dora\"]");
        assertThat(nodes.get(0).lines().stream().filter(line -> line.contains("Nodes in cluster")))
                .as("still not noticed")
                .last()
                .asString()
                .contains("p3@localhost");

        hung.kill();
        nodes.get(0).awaitNodes("p1@localhost", "p2@localhost");
        awaitMembers(nodes.get(1), "[\"anna\",\"bert\",\"dora\"]");
    }

    private List<NodeProcess> three(String... more) {
        List<NodeProcess> nodes =
                List.of(start("p1@localhost", more), start("p2@localhost", more), start("p3@localhost", more));
        nodes.forEach(node -> node.awaitReady().awaitNodes("p1@localhost", "p2@localhost", "p3@localhost"));
        return nodes;
    }

    private NodeProcess start(String name, String... more) {
        Path own = directory.resolve(name + "-" + started.size());
        String yaml = NodeProcess.settings(name, address) + String.join("\n", more)
                + "\npresence: true\nauthenticate_url: " + backend.url() + "\n";
        NodeProcess node = NodeProcess.start(own, yaml);
        started.add(node);
        return node;
    }

    /** A client on all channels. */
    private static WebSocketClient user(NodeProcess node, String user) throws Exception {
        WebSocketClient client = WebSocketClient.connect(node.port());
        client.send("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}");
        assertThat(client.next()).contains("Authenticated");
        for (int i = 0; i < CHANNELS; i++) {
            client.send("{\"subscribe\":\"c" + i + "\"}");
        }
        client.send("ping");
        assertThat(client.next()).isEqualTo("pong");
        return client;
    }

    private static void awaitMembers(NodeProcess asked, String expected) {
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            for (int i = 0; i < CHANNELS; i++) {
                assertThat(members(asked, i).get(20, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        });
    }

    private static CompletableFuture<String> members(NodeProcess asked, int channel) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + asked.port() + "/api/channels/c" + channel + "/presence"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private static double figure(NodeProcess node, String name) {
        return node.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static void signal(NodeProcess node, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(node.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
