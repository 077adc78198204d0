package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send a request so slowly that it never ends, to hold connections for nothing. */
@ParameterizedClass
@EnumSource(Wire.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowRequestIT {

    private static final Settings DEFAULTS = TestSettings.of(LimitSettings.DEFAULTS, 2);

    @Parameter
    Wire wire;

    @Test
    void request_dripping_isEndedAndCountedWhilePollsAndWebSocketsGoOn() throws Exception {
        V1Node node = new V1Node(wire.of(DEFAULTS));
        node.server.requestsWithin(Duration.ofSeconds(1));
        try (node) {
            node.start();
            WebSocketClient socket = wire.connect(node.port()).send("{\"subscribe\":\"c\"}");
            PollingClient poller = wire.poll(node.port());
            poller.post("{\"subscribe\":\"c\"}");
            CompletableFuture<HttpResponse<String>> poll = poller.getLater();
            node.awaitPolls(1);

            try (RawHttp head = new RawHttp(wire, node.port());
                    RawHttp body = new RawHttp(wire, node.port())) {
                body.send("POST /stream HTTP/1.1", "Host: localhost", "Content-Length: 1000");
                head.drip('G');
                await().pollInterval(Duration.ofMillis(100)).until(() -> !head.drip('x'));
                await().pollInterval(Duration.ofMillis(100)).until(() -> !body.drip('x'));
            }

            assertThat(node.figure("carotene_http_requests_too_slow")).isEqualTo(2);
            assertThat(poll).isNotDone();
            node.publish("c", "1");
            assertThat(poll.join().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
            assertThat(socket.next()).isEqualTo(V1Node.frame("c", "1"));
        }
    }

    @Test
    void connections_thatAreForNothing_areClosedAtOnceBeyondTheBound() throws Exception {
        V1Node node = new V1Node(wire.of(DEFAULTS));
        node.server.acceptAtMost(3);
        List<Socket> silent = new ArrayList<>();
        try (node) {
            node.start();
            WebSocketClient socket = wire.connect(node.port());

            await().until(() -> {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), node.port()));
                return node.figure("carotene_connections_refused") > 0;
            });

            assertThat(silent).hasSizeGreaterThanOrEqualTo(3);
            assertThat(socket.send("ping").next()).isEqualTo("pong");
            assertThat(silent.get(silent.size() - 1).getInputStream().read()).isEqualTo(-1);
            for (Socket each : silent) {
                each.close();
            }
            await().ignoreExceptions()
                    .until(() -> wire.poll(node.port()).post("ping").statusCode() == 200);
        }
    }
}
