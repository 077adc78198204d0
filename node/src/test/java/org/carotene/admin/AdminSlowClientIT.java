package org.carotene.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.RawSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that does not read, as its operator sees it: what waits for it, and that it was too slow. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AdminSlowClientIT {

    private static final int AT_ONCE = 20;

    @TempDir
    Path work;

    @Test
    void clientThatDoesNotRead_isFirstByItsBacklogThenCountedAsSlow() throws Exception {
        try (AdminCluster cluster = new AdminCluster(work)) {
            Operator operator = cluster.start("slow@localhost", "limits.outbound_queue_size: 1MiB");
            int port = cluster.gateway(0).port();
            try (RawSocket slow = new RawSocket(port);
                    WebSocketClient quick = cluster.subscribed(0, "news");
                    WebSocketClient publisher = WebSocketClient.connect(port)) {
                slow.send("{\"subscribe\":\"news\"}", "ping");
                assertThat(slow.read().text()).isEqualTo("pong");

                // Step by step, so that it waits and is not sent away yet.
                await().atMost(AdminCluster.PATIENCE).until(() -> {
                    publish(publisher, quick);
                    return operator.get("/clients?backlog=true").path("total").asInt() > 0;
                });
                JsonNode first = operator.get("/clients").path("items").path(0);
                assertThat(first.path("queued_bytes").asLong()).isPositive();
                assertThat(first.path("user").isNull()).isTrue();
                assertThat(first.path("protocol").asText()).isEqualTo("carotene-v1");
                assertThat(first.path("subscriptions").asInt()).isEqualTo(1);
                assertThat(first.path("age_ms").asLong()).isPositive();
                assertThat(first.path("idle_ms").asLong()).isPositive();
                await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
                    JsonNode overview = operator.get("/overview");
                    assertThat(overview.path("totals").path("backlog_bytes").asLong())
                            .isPositive();
                    assertThat(overview.path("nodes")
                                    .path(0)
                                    .path("queues")
                                    .path("backlog_bytes")
                                    .asLong())
                            .isPositive();
                });

                await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
                    publish(publisher, quick);
                    assertThat(operator.get("/overview").path("attention").toString())
                            .contains(
                                    "\"slow_clients\"",
                                    "clients disconnected in the last minute for reading too slowly: 1");
                });
                await().atMost(AdminCluster.PATIENCE)
                        .until(() -> operator.get("/clients").path("total").asInt() == 2);
                assertThat(quick.isOpen()).isTrue();
            }
        }
    }

    private static void publish(WebSocketClient publisher, WebSocketClient quick) throws InterruptedException {
        for (int i = 0; i < AT_ONCE; i++) {
            publisher.send("{\"publish\":\"" + RawSocket.filler(16_000) + "\",\"channel\":\"news\"}");
        }
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(quick.next()).contains("xxx");
        }
    }
}
