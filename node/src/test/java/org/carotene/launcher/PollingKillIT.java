package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.carotene.testing.PollingClient;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Polling clients of real nodes in processes of their own, one of which is killed. */
@Timeout(180)
final class PollingKillIT {

    private final String address = NodeProcess.clusterAddress();
    private final List<NodeProcess> nodes = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void startNodes() {
        for (String name : List.of("chat1@localhost", "chat2@localhost", "chat3@localhost")) {
            nodes.add(NodeProcess.start(directory.resolve(name), NodeProcess.settings(name, address)));
        }
        for (NodeProcess node : nodes) {
            node.awaitReady().awaitNodes("chat1@localhost", "chat2@localhost", "chat3@localhost");
        }
    }

    @AfterEach
    void killNodes() {
        nodes.forEach(NodeProcess::close);
    }

    @Test
    void kill_ofTheOwner_clientGetsANewIdAndGoesOn() throws Exception {
        PollingClient client = PollingClient.open(nodes.get(0).port());
        PollingClient there = client.at(nodes.get(1).port());
        there.post("{\"subscribe\":\"c\"}");
        CompletableFuture<HttpResponse<String>> waiting = there.getLater();

        nodes.get(0).kill();

        HttpResponse<String> answer = waiting.join();
        assertThat(answer.body()).isEqualTo("connection-id");
        String newId = answer.headers().firstValue("connection-id").orElseThrow();
        PollingClient again = client.at(nodes.get(2).port(), newId);
        again.post("{\"subscribe\":\"c\"}");
        WebSocketClient publisher = WebSocketClient.connect(nodes.get(2).port());
        CompletableFuture<HttpResponse<String>> poll = again.getLater();
        await().until(() -> {
            publisher.send("{\"publish\":\"hello\",\"channel\":\"c\"}");
            return poll.isDone();
        });
        assertThat(poll.join().body()).contains("\"hello\"");
    }

    @Test
    void kill_ofTheNodeAtWhichAPollWaits_nothingIsLost() throws Exception {
        PollingClient client = PollingClient.open(nodes.get(0).port());
        client.post("{\"subscribe\":\"c\"}");
        CompletableFuture<HttpResponse<String>> waiting =
                client.at(nodes.get(1).port()).getLater();
        WebSocketClient publisher = WebSocketClient.connect(nodes.get(0).port());
        // Nothing shows outside that the poll has come to wait at its owner.
        await().pollDelay(Duration.ofMillis(300)).until(() -> !waiting.isDone());

        nodes.get(1).kill();
        publisher.send("{\"publish\":1,\"channel\":\"c\"}");
        publisher.send("{\"publish\":2,\"channel\":\"c\"}");

        PollingClient elsewhere = client.at(nodes.get(2).port());
        StringBuilder received = new StringBuilder();
        while (received.indexOf("\"message\":2") < 0) {
            received.append(elsewhere.get().body());
        }
        assertThat(received).containsOnlyOnce("\"message\":1").containsOnlyOnce("\"message\":2");
    }
}
