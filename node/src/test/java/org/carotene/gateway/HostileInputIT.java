package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.gateway.ConfiguredNode.assertServes;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.RawHttp;
import org.carotene.transport.RawSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever strangers send, a node serves those who talk properly, and keeps nothing of the others. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class HostileInputIT {

    private static final int STRANGERS = 1_000;
    private static final int BURSTS = 100;
    private static final int BURST = 1_000;
    private static final String[] REQUESTS = {
        "GET / HTTP/1.1", "POST /stream HTTP/1.1", "GET /stream HTTP/1.1", "PRI * HTTP/2.0", "GET /", "BREW /api HTTP/7"
    };

    private final Random random = new Random(42);
    private ConfiguredNode node;
    private WebSocketClient honest;

    @BeforeEach
    void start() throws Exception {
        // A GET of /stream among the noise gets an id, which nobody uses.
        node = ConfiguredNode.with("limits.poll_timeout: 500ms", "limits.poll_id_lifetime: 1s");
        honest = node.subscribed("c");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void bytes_atRandomOnConnectionsThatEndInAnyWay_areForgotten() throws Exception {
        for (int i = 0; i < STRANGERS; i++) {
            RawHttp stranger = new RawHttp(node.port());
            try {
                talk(stranger, i % 4);
            } catch (IOException e) {
                // It has been shown the door already.
                assertThat(e).isNotNull();
            } finally {
                leave(stranger);
            }
        }

        await().until(() -> node.figure("carotene_connections") == 1);
        assertServes(honest);
        assertThat(node.post("c", "message=1").statusCode()).isEqualTo(204);
        assertThat(honest.next()).contains("from_server");
    }

    @Test
    void messages_aHundredThousandThatAreNone_areEachAnswered() throws Exception {
        try (RawSocket talker = new RawSocket(node.port())) {
            String[] burst = new String[BURST];
            for (int i = 0; i < BURSTS; i++) {
                for (int k = 0; k < BURST; k++) {
                    burst[k] = ("{\"publish\":\"text " + k + "\",\"channel\":\"c\"}").substring(0, 12 + k % 9);
                }
                talker.send(burst);
                for (int k = 0; k < BURST; k++) {
                    assertThat(talker.read().text()).isEqualTo(ConfiguredNode.info("Non JSON message received"));
                }
            }
            assertServes(honest);
        }
    }

    private void talk(RawHttp stranger, int way) throws IOException {
        if (way == 0) {
            stranger.send(noise());
            return;
        }
        if (way == 1) {
            stranger.send(REQUESTS[random.nextInt(REQUESTS.length)], "Host: x", "Content-Length: " + random.nextInt());
            stranger.send(noise());
            return;
        }
        stranger.send(
                "GET /stream HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        if (way == 2) {
            assertThat(stranger.read().status()).isEqualTo(101);
        }
        // The beginning of a frame of any kind, and anything behind it.
        stranger.send(new byte[] {(byte) (0x80 | random.nextInt(16)), (byte) (0x80 | random.nextInt(128))});
        stranger.send(noise());
    }

    private void leave(RawHttp stranger) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> stranger.reset();
            case 1 -> stranger.close();
            default -> {
                try {
                    stranger.endSending();
                } catch (IOException e) {
                    assertThat(e).as("gone already").isNotNull();
                }
                stranger.close();
            }
        }
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        return noise;
    }
}
