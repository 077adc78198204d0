package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.ignite.Ignite;
import org.carotene.cluster.IgniteNodes;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Polling clients behind a load balancer that is not sticky: real nodes, each request to another one. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PollingClusterIT {

    /** Publisher and number. */
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"(\\d+) (\\d+)\"");

    private final List<Gateway> gateways = new ArrayList<>();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @TempDir
    Path work;

    @AfterEach
    void stopAll() {
        clients.shutdownNow();
        gateways.forEach(Gateway::stop);
    }

    @Test
    void poll_twoNodesByTurnsWhileBothPublish_nothingIsLostDoubledOrOvertaken() throws Exception {
        pollByTurnsWhileAllPublish(2, 8, 1_500);
    }

    @Test
    void poll_threeNodesByTurnsWhileAllPublish_nothingIsLostDoubledOrOvertaken() throws Exception {
        pollByTurnsWhileAllPublish(3, 6, 1_000);
    }

    @Test
    void poll_whileTheNodeAtWhichItWaitsIsReplaced_nothingIsLost() throws Exception {
        try (IgniteNodes ignite = new IgniteNodes(work)) {
            Gateway owner = gateway("poll1@localhost", ignite);
            Ignite second = ignite.start("poll2@localhost");
            Gateway other = attached(Gateway.start(TestSettings.named("poll2@localhost")), second);
            List<PollingClient> turns = turns(PollingClient.open(owner.port()), List.of(owner, other));
            subscribe(turns.get(1));
            WebSocketClient publisher = WebSocketClient.connect(owner.port());
            int count = 2_000;
            Future<Map<Integer, List<Integer>>> polling = clients.submit(() -> receive(turns, count));

            for (int i = 0; i < count; i++) {
                publisher.send("{\"publish\":\"0 " + i + "\",\"channel\":\"c\"}");
                LockSupport.parkNanos(500_000);
                if (i == count / 3) {
                    other.detach();
                    ignite.kill(second);
                    clients.execute(() -> attach(other, ignite.start("poll2@localhost")));
                }
            }

            assertThat(polling.get(60, TimeUnit.SECONDS)).isEqualTo(Map.of(0, upTo(count)));
        }
    }

    private void pollByTurnsWhileAllPublish(int nodes, int pollers, int publications) throws Exception {
        try (IgniteNodes ignite = new IgniteNodes(work)) {
            for (int i = 1; i <= nodes; i++) {
                gateway("poll" + i + "@localhost", ignite);
            }
            List<Future<Map<Integer, List<Integer>>>> all = new ArrayList<>();
            List<PollingClient> subscribers = new ArrayList<>();
            for (int i = 0; i < pollers; i++) {
                PollingClient client =
                        PollingClient.open(gateways.get(i % nodes).port());
                List<PollingClient> turns = turns(client, gateways);
                subscribe(turns.get((i + 1) % nodes));
                subscribers.add(client);
                int offset = i;
                Callable<Map<Integer, List<Integer>>> polling = () -> {
                    Collections.rotate(turns, offset);
                    return receive(turns, nodes * publications);
                };
                all.add(clients.submit(polling));
            }
            awaitInterest();

            List<Future<?>> publishing = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                int number = i;
                publishing.add(clients.submit(() -> publish(number, publications)));
            }

            Map<Integer, List<Integer>> expected = new HashMap<>();
            IntStream.range(0, nodes).forEach(i -> expected.put(i, upTo(publications)));
            for (Future<?> each : publishing) {
                each.get(60, TimeUnit.SECONDS);
            }
            for (Future<Map<Integer, List<Integer>>> each : all) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
            }
            assertThat(subscribers).extracting(PollingClient::id).doesNotHaveDuplicates();
        }
    }

    private void publish(int number, int publications) {
        WebSocketClient publisher = WebSocketClient.connect(gateways.get(number).port());
        for (int i = 0; i < publications; i++) {
            publisher.send("{\"publish\":\"" + number + " " + i + "\",\"channel\":\"c\"}");
            LockSupport.parkNanos(300_000);
        }
    }

    /** Polls until that many publications have come, each time at the next node; by publisher. */
    private static Map<Integer, List<Integer>> receive(List<PollingClient> turns, int count) throws Exception {
        Map<Integer, List<Integer>> received = new HashMap<>();
        int total = 0;
        for (int turn = 0; total < count; turn++) {
            HttpResponse<String> answer = turns.get(turn % turns.size()).get();
            assertThat(answer.body()).isNotEqualTo("connection-id");
            Matcher matcher = MESSAGE.matcher(answer.body());
            while (matcher.find()) {
                received.computeIfAbsent(Integer.valueOf(matcher.group(1)), publisher -> new ArrayList<>())
                        .add(Integer.valueOf(matcher.group(2)));
                total++;
            }
        }
        return received;
    }

    /** Until what is published on any node reaches all nodes that have subscribers; those stay interested. */
    private void awaitInterest() throws InterruptedException {
        List<WebSocketClient> probes = new ArrayList<>();
        for (Gateway gateway : gateways) {
            WebSocketClient probe = WebSocketClient.connect(gateway.port());
            probes.add(probe.send("{\"subscribe\":\"c\"}"));
        }
        for (WebSocketClient from : probes) {
            String word = "settle from " + probes.indexOf(from);
            for (WebSocketClient to : probes) {
                await().until(() -> {
                    from.send("{\"publish\":\"" + word + "\",\"channel\":\"c\"}");
                    return to.rest().stream().anyMatch(frame -> frame.contains(word));
                });
            }
        }
    }

    private static void subscribe(PollingClient client) throws Exception {
        assertThat(client.post("{\"subscribe\":\"c\"}").statusCode()).isEqualTo(204);
    }

    private static List<PollingClient> turns(PollingClient client, List<Gateway> nodes) {
        List<PollingClient> turns = new ArrayList<>();
        nodes.forEach(node -> turns.add(client.at(node.port())));
        return turns;
    }

    private Gateway gateway(String name, IgniteNodes ignite) throws Exception {
        return attached(Gateway.start(TestSettings.named(name)), ignite.start(name));
    }

    private Gateway attached(Gateway gateway, Ignite ignite) throws Exception {
        gateways.add(gateway);
        gateway.attach(ignite).toCompletableFuture().get(20, TimeUnit.SECONDS);
        return gateway;
    }

    private static void attach(Gateway gateway, Ignite ignite) {
        gateway.attach(ignite).toCompletableFuture().join();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
