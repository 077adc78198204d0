package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carotene.gateway.ConfiguredNode.assertServes;
import static org.carotene.gateway.ConfiguredNode.info;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.testing.PollingClient;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.RawHttp;
import org.carotene.transport.RawSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client may send: at the limit it passes, beyond it gets its answer, and the others go on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class MessageLimitsIT {

    private ConfiguredNode node;

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void frameSize_beyond_endsTheConnectionAndNoOther() throws Exception {
        start("limits.max_frame_size: 1KiB");
        WebSocketClient other = node.subscribed("c");
        WebSocketClient client = node.connect();

        client.send(publishOf(1024));
        assertThat(other.next()).startsWith("{\"type\":\"message\"");
        client.send(publishOf(1025));

        assertThat(client.closeCode()).isEqualTo(1009);
        PollingClient poller = PollingClient.open(node.port());
        assertThat(poller.post(publishOf(1024)).statusCode()).isEqualTo(204);
        assertThat(other.next()).startsWith("{\"type\":\"message\"");
        assertThat(poller.post(publishOf(1025)).statusCode()).isEqualTo(413);
        assertServes(other);
    }

    @Test
    void publishBodySize_beyond_is413WithCode() throws Exception {
        start("limits.max_publish_body_size: 1KiB");
        WebSocketClient subscriber = node.subscribed("c");
        String form = "message=";

        assertThat(node.post("c", form + "x".repeat(1024 - form.length())).statusCode())
                .isEqualTo(204);
        HttpResponse<String> refused = node.post("c", form + "x".repeat(1025 - form.length()));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).startsWith("{\"code\":604,");
        assertThat(subscriber.next()).contains("xxx");
        assertServes(subscriber);
    }

    @Test
    void headerSize_beyond_is431() throws Exception {
        start("limits.max_header_size: 1KiB");
        for (String path : List.of("/stream", "/api/channels/c/presence", "/")) {
            try (RawHttp client = new RawHttp(node.port())) {
                client.send("GET " + path + " HTTP/1.1", "Host: localhost", "X-Filler: " + "x".repeat(1024));

                RawHttp.Answer answer = client.read();

                assertThat(answer.status()).as(path).isEqualTo(431);
                assertThat(answer.body()).as(path).startsWith("{\"code\":600,");
            }
        }
        assertServes(node.connect());
    }

    @Test
    void channelName_tooLongOrOfOtherCharacters_isToldOnEachWay() throws Exception {
        start("limits.max_channel_name_length: 5", "limits.channel_name_pattern: '[a-zé]+'");
        WebSocketClient client = node.connect();

        for (String name : List.of("aéîou", "abcdef", "a1", "", "A")) {
            assertThat(client.send("{\"subscribe\":\"" + name + "\"}").next())
                    .as(name)
                    .isEqualTo(refusedChannel());
            assertThat(client.send("{\"publish\":1,\"channel\":\"" + name + "\"}")
                            .next())
                    .as(name)
                    .isEqualTo(refusedChannel());
            if (!name.isEmpty()) {
                assertThat(node.post(name, "message=1").body()).as(name).startsWith("{\"code\":101,");
                assertThat(node.presence(name).body()).as(name).startsWith("{\"code\":101,");
            }
        }
        client.send("{\"subscribe\":\"éclat\"}");
        assertThat(client.send("ping").next()).isEqualTo("pong");
        assertThat(node.post("éclat", "message=1").statusCode()).isEqualTo(204);
        assertThat(client.next()).contains("\"channel\":\"éclat\"");
    }

    @Test
    void channelsPerConnection_oneMore_isRefusedAndTheOthersStay() throws Exception {
        start("limits.max_channels_per_connection: 2");
        WebSocketClient client = node.subscribed("a");
        client.send("{\"subscribe\":\"b\"}");

        String refused = client.send("{\"subscribe\":\"c\"}").next();

        assertThat(refused).isEqualTo(info("102: too many channels on this connection"));
        client.send("{\"subscribe\":\"a\"}");
        for (String channel : List.of("a", "b", "c")) {
            assertThat(node.post(channel, "message=1").statusCode()).isEqualTo(204);
        }
        assertThat(client.next()).contains("\"channel\":\"a\"");
        assertThat(client.next()).contains("\"channel\":\"b\"");
        assertServes(client);
    }

    @Test
    void nestingAndUserId_beyond_areTold() throws Exception {
        start();
        WebSocketClient client = node.connect();

        String deep = "[".repeat(513) + "]".repeat(513);
        assertThat(client.send("{\"publish\":" + deep + ",\"channel\":\"c\"}").next())
                .isEqualTo(info("103: message is nested too deeply"));
        assertThat(client.send("{\"authenticate\":\"" + "u".repeat(1025) + "\",\"token\":\"t\"}")
                        .next())
                .isEqualTo(info("104: user id is not accepted"));
        assertServes(client);
    }

    private void start(String... lines) throws IOException {
        node = ConfiguredNode.with(lines);
    }

    /** A publication to the channel c that is so many bytes long. */
    private static String publishOf(int bytes) {
        String empty = "{\"publish\":\"\",\"channel\":\"c\"}";
        return empty.replace("\"\"", "\"" + RawSocket.filler(bytes - empty.length()) + "\"");
    }

    private static String refusedChannel() {
        return info("101: channel name is not accepted");
    }
}
