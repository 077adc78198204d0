package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.gateway.ConfiguredNode.info;

import java.util.concurrent.TimeUnit;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom the levels of authorization are for, and what every upgrade carries. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RestAndLevelsIT {

    @Test
    void levels_clientsMayNot_theBackendMayAllTheSame() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(200, "{\"authorized\":false}");
                ConfiguredNode node = ConfiguredNode.with(
                        "authenticate_url: " + backend.url(),
                        "publish_authorization: authenticated",
                        "subscribe_authorization: {level: ask, authorization_url: '" + backend.url() + "'}",
                        "subscribe_url: http://127.0.0.1:" + backend.port() + "/published",
                        "subscribed_channels: [c]")) {
            WebSocketClient client = node.connect();
            assertThat(client.send("{\"subscribe\":\"c\"}").next()).isEqualTo(info("needs authentication"));
            assertThat(client.send("{\"publish\":1,\"channel\":\"c\"}").next()).isEqualTo(info("needs authentication"));

            assertThat(node.post("c", "message=%22a%26b%22").statusCode()).isEqualTo(204);

            await().until(() -> !backend.requests().isEmpty());
            assertThat(backend.received("channel")).containsExactly("c");
            assertThat(backend.received("message"))
                    .containsExactly("{\"type\":\"message\",\"message\":\"\\\"a&b\\\"\",\"channel\":\"c\","
                            + "\"from_server\":\"true\"}");
        }
    }

    @Test
    void upgrade_anyFormOfThePath_is101WithTheCorsHeaders() throws Exception {
        try (ConfiguredNode node = ConfiguredNode.with()) {
            for (String path : new String[] {"/stream", "/stream/", "/stream?_=1", "/stream/?transport=ws&x"}) {
                try (RawHttp http = new RawHttp(node.port())) {
                    http.send(
                            "GET " + path + " HTTP/1.1",
                            "Host: localhost",
                            "Origin: https://page.example",
                            "Upgrade: websocket",
                            "Connection: keep-alive, Upgrade",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "Sec-WebSocket-Protocol: anything",
                            "Sec-WebSocket-Extensions: permessage-deflate",
                            "Sec-WebSocket-Version: 13");
                    RawHttp.Answer answer = http.read();

                    assertThat(answer.status()).isEqualTo(101);
                    assertThat(answer.head())
                            .contains(
                                    "Access-Control-Allow-Origin: *\r\n",
                                    "Access-Control-Allow-Methods: POST, GET, OPTIONS\r\n",
                                    "Access-Control-Allow-Headers: Origin, X-Requested-With, Content-Type, Accept,"
                                            + " X-Socket-Transport, Connection-id\r\n",
                                    "Access-Control-Expose-Headers: connection-id\r\n",
                                    "Access-Control-Max-Age: 1000\r\n")
                            .doesNotContain("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");
                }
            }
        }
    }
}
