package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of two nodes leaves while clients and backends at both publish numbers: what was accepted is delivered. */
@Timeout(180)
final class DrainIT {

    private static final String STAYS = "chat1@localhost";
    private static final String LEAVES = "chat2@localhost";
    private static final int SUBSCRIBERS = 8;
    private static final long PAUSE_MILLIS = 2;

    /** By REST, a text is JSON in a string. */
    private static final Pattern NUMBER = Pattern.compile("\"message\":\"(?:\\\\\")?([a-z-]+) (\\d+)");

    /** How a node is told to leave. */
    enum Way {
        SIGTERM,
        COMMAND
    }

    @TempDir
    private Path directory;

    private Nodes nodes;
    private final List<Thread> publishers = new ArrayList<>();
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    @BeforeEach
    void makeNodes() {
        nodes = new Nodes(directory);
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        over = true;
        for (Thread publisher : publishers) {
            publisher.join(10_000);
        }
        nodes.close();
    }

    @ParameterizedTest
    @EnumSource
    void leave_whilePublicationsFlow_losesNoneThatWasAccepted(Way way) throws Exception {
        NodeProcess stays = start(STAYS);
        NodeProcess leaves = start(LEAVES);
        stays.awaitReady().awaitNodes(STAYS, LEAVES);
        leaves.awaitReady().awaitNodes(STAYS, LEAVES);
        WebSocketClient here = subscribed(stays);
        List<WebSocketClient> there = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            there.add(subscribed(leaves));
        }
        WebSocketClient publisher = subscribed(leaves);
        publish("stays-socket", bySocket(subscribed(stays)));
        publish("leaves-socket", bySocket(publisher));
        publish("stays-rest", byRest(stays));
        publish("leaves-rest", byRest(leaves));
        Map<WebSocketClient, List<String>> heard = new HashMap<>();
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            there.forEach(client -> take(client, heard));
            take(here, heard);
            return heard.values().stream().allMatch(all -> byPublisher(all).size() == 4);
        });
        int before = sent("stays-socket");
        await().until(() -> {
            take(here, heard);
            return last(all(heard, here), "stays-socket") >= before - 1;
        });

        if (way == Way.SIGTERM) {
            assertThat(leaves.stop()).isZero();
        } else {
            drain();
            assertThat(leaves.awaitExit()).isZero();
        }

        int after = sent("stays-socket");
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            take(here, heard);
            return last(all(heard, here), "stays-socket") > after;
        });
        over = true;
        for (Thread one : publishers) {
            one.join(10_000);
        }
        assertThat(publisher.closeCode()).isEqualTo(1012);
        publisher.rest().stream()
                .filter(frame -> frame.contains("\"leaves-socket "))
                .map(DrainIT::text)
                .forEach(accepted::add);

        // Who stays gets all that was accepted at either node since it first heard its publisher.
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            take(here, heard);
            assertThat(missing(all(heard, here))).isEmpty();
        });
        assertInRow(all(heard, here));
        // Who is sent away gets all until then, at least what had been sent before the node was told to leave.
        for (WebSocketClient client : there) {
            assertThat(client.closeCode()).isEqualTo(1012);
            take(client, heard);
            assertInRow(all(heard, client));
            assertThat(last(all(heard, client), "stays-socket")).isGreaterThanOrEqualTo(before - 1);
        }
    }

    private NodeProcess start(String name) {
        return nodes.start(
                name, "limits.drain_time: 2s", "admin.token_file: " + directory.resolve("token"), "admin.port: 0");
    }

    private void drain() {
        NodeProcess command = NodeProcess.run(
                directory,
                List.of(),
                Map.of("CAROTENE_ADMIN_TOKEN_FILE", directory.resolve("token").toString()),
                "org.carotene.launcher.Main",
                "drain",
                "--node",
                LEAVES,
                "--over",
                "2s",
                "--url",
                adminUrl());
        assertThat(command.awaitExit())
                .as(() -> String.join("\n", command.lines()))
                .isZero();
    }

    private String adminUrl() {
        Matcher matcher = Pattern.compile("Admin API listening at (http://[0-9.:]+)")
                .matcher(nodes.first().awaitLine("Admin API listening"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private interface Publishing {
        /** Whether it is known that it was taken; fails when nobody takes any more. */
        boolean publish(String text) throws IOException, InterruptedException;
    }

    private void publish(String name, Publishing how) {
        AtomicInteger next = sent.computeIfAbsent(name, key -> new AtomicInteger());
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!over) {
                            String text = name + " " + next.get();
                            if (how.publish(text)) {
                                accepted.add(text);
                            }
                            next.incrementAndGet();
                            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                        }
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        // The node has gone, as it should.
                        return;
                    }
                },
                name);
        publishers.add(thread);
        thread.start();
    }

    /** What it gets back itself was accepted; that is looked at in the end. */
    private static Publishing bySocket(WebSocketClient socket) {
        return text -> {
            socket.send("{\"publish\":\"" + text + "\",\"channel\":\"room\"}");
            return false;
        };
    }

    private static Publishing byRest(NodeProcess node) {
        HttpClient http = HttpClient.newHttpClient();
        URI uri = URI.create("http://127.0.0.1:" + node.port() + "/api/channels/room/messages");
        return text -> {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("message=" + text.replace(' ', '+')))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 204;
        };
    }

    private static WebSocketClient subscribed(NodeProcess node) throws InterruptedException {
        WebSocketClient client = WebSocketClient.connect(node.port());
        client.send("{\"subscribe\":\"room\"}").send("ping");
        String answer;
        do {
            // Something may have been published before.
            answer = client.next();
        } while (!answer.equals("pong"));
        return client;
    }

    private int sent(String name) {
        return sent.get(name).get();
    }

    private static void take(WebSocketClient client, Map<WebSocketClient, List<String>> heard) {
        List<String> all = heard.computeIfAbsent(client, key -> new ArrayList<>());
        client.rest().stream()
                .filter(frame -> NUMBER.matcher(frame).find())
                .map(DrainIT::text)
                .forEach(all::add);
    }

    private static List<String> all(Map<WebSocketClient, List<String>> heard, WebSocketClient client) {
        return heard.getOrDefault(client, List.of());
    }

    private static String text(String frame) {
        Matcher matcher = NUMBER.matcher(frame);
        assertThat(matcher.find()).as(frame).isTrue();
        return matcher.group(1) + " " + matcher.group(2);
    }

    private static Map<String, List<Integer>> byPublisher(List<String> texts) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (String text : texts) {
            String[] parts = text.split(" ", -1);
            numbers.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
        }
        return numbers;
    }

    private static int last(List<String> texts, String publisher) {
        List<Integer> numbers = byPublisher(texts).getOrDefault(publisher, List.of(-1));
        return numbers.get(numbers.size() - 1);
    }

    /** What was accepted and has not come, of what was published after the first that came. */
    private List<String> missing(List<String> texts) {
        Map<String, List<Integer>> numbers = byPublisher(texts);
        Set<String> there = Set.copyOf(texts);
        return accepted.stream()
                .filter(text -> !there.contains(text))
                .filter(text -> Integer.parseInt(text.split(" ", -1)[1])
                        > numbers.get(text.split(" ", -1)[0]).get(0))
                .sorted()
                .toList();
    }

    /** Of each publisher by socket, and by one REST connection, one number after the other. */
    private static void assertInRow(List<String> texts) {
        byPublisher(texts).forEach((publisher, numbers) -> {
            for (int i = 1; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).as(publisher).isEqualTo(numbers.get(i - 1) + 1);
            }
        });
    }
}
