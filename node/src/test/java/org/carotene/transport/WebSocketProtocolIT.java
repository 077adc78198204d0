package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.carotene.settings.LimitSettings;
import org.carotene.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6455 on the wire: the upgrade, frames however they are cut, and how a connection ends. */
@ParameterizedClass
@EnumSource(Wire.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebSocketProtocolIT {

    @Parameter
    Wire wire;

    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        node = new TestNode(wire.of(TestSettings.of(LimitSettings.DEFAULTS, 1)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void frames_cutAnywhere_areReadWhole() throws Exception {
        try (RawSocket client = new RawSocket(wire, node.port())) {
            byte[] one = frame(0x81, "one");
            byte[] large = frame(0x81, RawSocket.filler(40_000));
            byte[] both = ByteBuffer.allocate(one.length + large.length)
                    .put(one)
                    .put(large)
                    .array();

            for (int i = 0; i < one.length; i++) {
                client.sendBytes(new byte[] {one[i]});
            }
            assertThat(client.read().text()).isEqualTo("one");
            for (int cut : new int[] {1, 2, 9, 10, 13, 14, 20, 16_384, both.length - 1}) {
                client.sendBytes(Arrays.copyOf(both, cut));
                client.sendBytes(Arrays.copyOfRange(both, cut, both.length));
                assertThat(client.read().text()).isEqualTo("one");
                assertThat(client.read().text()).hasSize(40_000);
            }
        }
    }

    @Test
    void pingBetweenFragments_isAnsweredAndTheMessageIsWhole() throws Exception {
        try (RawSocket client = new RawSocket(wire, node.port())) {
            client.sendFrame(0x01, bytes("he"));
            client.sendFrame(0x89, bytes("now"));
            client.sendFrame(0x8A, bytes("nobody asked"));
            client.sendFrame(0x80, bytes("llo"));

            RawSocket.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("now");
            assertThat(client.read().text()).isEqualTo("hello");
        }
    }

    @Test
    void message_inManyFragments_isJoined() throws Exception {
        String text = RawSocket.filler(20_000).replaceFirst("x{9000}", "y".repeat(9000));
        try (RawSocket client = new RawSocket(wire, node.port())) {
            client.sendParts(text.split(""));
            client.sendParts("", "short", "");

            assertThat(client.read().text()).isEqualTo(text);
            assertThat(client.read().text()).isEqualTo("short");
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "C180.00000000, 1002, compressed without an agreement",
        "8301, 1002, no mask and no meaning",
        "8080.00000000, 1002, a continuation of nothing",
        "0180.00000000.8180.00000000, 1002, a message within another",
        "0980.00000000, 1002, a ping in fragments",
        "8881.00000000.03, 1002, a close with half a code",
        "8882.00000000.03ED, 1002, a close with a code that is never sent",
        "8882.00000000.0000, 1002, a close with no code at all",
        "8883.00000000.03E8FF, 1007, a close whose reason is no text",
        "81FF.7FFFFFFFFFFFFFFF.00000000, 1009, a frame of all the bytes there are"
    })
    void client_thatBreaksTheProtocol_isToldAndEnded(String hex, int code, String what) throws Exception {
        try (RawSocket client = new RawSocket(wire, node.port());
                RawSocket other = new RawSocket(wire, node.port())) {
            client.send("sub c", "ready");
            assertThat(client.read().text()).isEqualTo("ready");

            client.sendBytes(HexFormat.of().parseHex(hex.replace(".", "")));
            client.sendBytes(frame(0x81, "pub c smuggled"));

            assertThat(client.read().closeCode()).as(what).isEqualTo(code);
            assertThat(client.isAtEnd()).isTrue();
            other.send("still here");
            assertThat(other.read().text()).isEqualTo("still here");
        }
        await().until(() -> node.server.connectionCount() == 0);
    }

    @ParameterizedTest
    @CsvSource({"1000", "1001", "1011", "1012", "3000", "4999"})
    void close_withACode_isAnsweredWithTheSame(int code) throws Exception {
        try (RawSocket client = new RawSocket(wire, node.port())) {
            byte[] reason = bytes("bye");
            client.sendFrame(
                    0x88,
                    ByteBuffer.allocate(2 + reason.length)
                            .putShort((short) code)
                            .put(reason)
                            .array());

            assertThat(client.read().closeCode()).isEqualTo(code);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void upgrade_thatIsNotRight_isToldWhatIsExpected() throws Exception {
        try (RawHttp client = new RawHttp(wire, node.port())) {
            client.send(
                    "GET /stream HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 8");
            RawHttp.Answer old = client.read();
            assertThat(old.status()).isEqualTo(426);
            assertThat(old.head()).contains("Sec-WebSocket-Version: 13\r\n");

            client.send(
                    "GET /stream HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: short",
                    "Sec-WebSocket-Version: 13");
            RawHttp.Answer keyless = client.read();
            assertThat(keyless.status()).isEqualTo(400);
            assertThat(keyless.body()).contains("Sec-WebSocket-Key").contains("expected: 16 bytes");
        }
    }

    @Test
    void upgrade_withFramesRightBehindIt_answersBothInOrder() throws Exception {
        try (RawHttp client = new RawHttp(wire, node.port())) {
            String request = String.join(
                            "\r\n",
                            "GET /stream HTTP/1.1",
                            "Host: localhost",
                            "Upgrade: WebSocket",
                            "Connection: keep-alive, Upgrade",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "Sec-WebSocket-Version: 13")
                    + "\r\n\r\n";
            byte[] frames = ByteBuffer.allocate(frame(0x81, "early").length * 2)
                    .put(frame(0x81, "early"))
                    .put(frame(0x81, "later"))
                    .array();
            client.send(ByteBuffer.allocate(request.length() + frames.length)
                    .put(bytes(request))
                    .put(frames)
                    .array());

            RawHttp.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(101);
            // The example of RFC 6455, section 1.3.
            assertThat(answer.head()).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
            assertThat(client.readBytes(14)).isEqualTo(bytes("\u0081\u0005early\u0081\u0005later"));
        }
    }

    private static byte[] frame(int first, String text) {
        byte[] payload = bytes(text);
        byte[] mask = {0x12, (byte) 0xF4, 0x56, 0x78};
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
