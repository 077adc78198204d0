package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** permessage-deflate over real sockets: who gets it, what it costs once, and what it does not let in. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CompressionIT {

    private static final int MIN_BYTES = 300;
    private static final String DEFLATE = "permessage-deflate";
    private static final String AGREED = "permessage-deflate;server_no_context_takeover;client_no_context_takeover";

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int PING = 9;

    private static final String LONG = "a message with a tail: " + "tail ".repeat(200);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "permessage-deflate | " + AGREED,
                "permessage-deflate; client_max_window_bits | " + AGREED,
                "permessage-deflate; client_max_window_bits=9 | " + AGREED,
                "permessage-deflate; client_max_window_bits=\"15\" | " + AGREED,
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover | " + AGREED,
                "permessage-deflate; server_max_window_bits=15 | " + AGREED + ";server_max_window_bits=15",
                // The JDK compresses with a window of 15 bits only, so the second offer is the one.
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | " + AGREED,
                "permessage-deflate; server_max_window_bits=10 | ``",
                "permessage-deflate; server_max_window_bits | ``",
                "permessage-deflate; client_max_window_bits=16 | ``",
                "permessage-deflate; server_no_context_takeover=1 | ``",
                "permessage-deflate; mode=fast | ``",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=9 | ``",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover | ``",
                "permessage-deflate; client_max_window_bits=8; client_max_window_bits=9, permessage-deflate | "
                        + AGREED,
                "x-webkit-deflate-frame | ``",
                "x-webkit-deflate-frame, permessage-deflate; client_max_window_bits | " + AGREED
            })
    void upgrade_withAnOffer_isAnsweredByTheRfc(String offer, String answer) throws Exception {
        try (TestNode node = node(1);
                RawSocket client = new RawSocket(Wire.PLAIN, node.port(), List.of(offer))) {
            assertThat(client.agreed().split("; *")).containsExactlyInAnyOrder(answer.split(";"));
            client.send("works");
            assertThat(client.read().text()).isEqualTo("works");
        }
    }

    @Test
    void upgrade_offersInSeveralHeaders_theFirstThatCanBeMet() throws Exception {
        List<String> offers = List.of("permessage-deflate; server_max_window_bits=8", "permessage-deflate");
        try (TestNode node = node(1);
                RawSocket client = new RawSocket(Wire.PLAIN, node.port(), offers)) {
            assertThat(client.agreed().split("; *")).containsExactlyInAnyOrder(AGREED.split(";"));
        }
    }

    @Test
    void upgrade_withAnOfferThatCannotBeRead_isToldWhatIsExpected() throws Exception {
        try (TestNode node = node(1);
                RawHttp client = new RawHttp(node.port())) {
            client.sendUpgrade("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover=\"");

            RawHttp.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("Sec-WebSocket-Extensions").contains("expected: ");
        }
    }

    @Test
    void upgrade_withoutTheSettingOrWithoutAnOffer_isPlain() throws Exception {
        try (TestNode off = new TestNode(TestSettings.of(LimitSettings.DEFAULTS, 1));
                TestNode on = node(1);
                RawSocket offering = new RawSocket(Wire.PLAIN, off.port(), List.of(DEFLATE));
                RawSocket silent = new RawSocket(Wire.PLAIN, on.port())) {
            assertThat(offering.agreed()).isEmpty();
            assertThat(silent.agreed()).isEmpty();
            offering.send(LONG);
            silent.send(LONG);
            assertThat(offering.read().text()).isEqualTo(LONG);
            assertThat(silent.read().text()).isEqualTo(LONG);
            assertThat(on.counted("carotene_compressed_messages")).isZero();
        }
    }

    @Test
    void publish_to500OfBothKindsOnTwoLanes_compressesEachPublicationOnce() throws Exception {
        List<RawSocket> clients = new ArrayList<>();
        try (TestNode node = node(2)) {
            for (int i = 0; i < 500; i++) {
                clients.add(subscribed(Wire.PLAIN, node, i % 2 == 0));
            }
            try (RawSocket publisher = new RawSocket(Wire.PLAIN, node.port())) {
                for (int i = 0; i < 20; i++) {
                    publisher.send("pub c " + i + LONG);
                }
            }

            byte[][] firstGot = new byte[20][];
            for (RawSocket client : clients) {
                for (int i = 0; i < 20; i++) {
                    RawSocket.Frame frame = client.read();
                    assertThat(frame.text()).isEqualTo(i + LONG);
                    assertThat(frame.isDeflated()).isEqualTo(!client.agreed().isEmpty());
                    if (frame.isDeflated()) {
                        firstGot[i] = firstGot[i] == null ? frame.payload() : firstGot[i];
                        assertThat(frame.payload()).isEqualTo(firstGot[i]).hasSizeLessThan(100);
                    }
                }
            }
            assertThat(node.counted("carotene_compressed_messages")).isEqualTo(20);
            assertThat(node.counted("carotene_compressed_bytes_before")).isGreaterThan(20 * LONG.length());
            assertThat(node.counted("carotene_compressed_bytes_after"))
                    .isEqualTo(
                            Arrays.stream(firstGot).mapToInt(got -> got.length).sum());
        } finally {
            for (RawSocket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void publish_shortAndLongTurnByTurn_onlyTheLongAreCompressedAndTheOrderStays(Wire wire) throws Exception {
        try (TestNode node = node(wire, LimitSettings.DEFAULTS, 2);
                RawSocket deflating = subscribed(wire, node, true);
                RawSocket plain = subscribed(wire, node, false);
                RawSocket publisher = new RawSocket(wire, node.port(), List.of(DEFLATE))) {
            for (int i = 0; i < 200; i++) {
                byte[] message = ("pub c " + i + (i % 2 == 0 ? "" : LONG)).getBytes(StandardCharsets.UTF_8);
                if (i % 3 == 0) {
                    publisher.sendFrame(FIN | RSV1 | TEXT, Deflated.deflate(message));
                } else {
                    publisher.sendFrame(FIN | TEXT, message);
                }
            }

            for (int i = 0; i < 200; i++) {
                String expected = i + (i % 2 == 0 ? "" : LONG);
                RawSocket.Frame frame = deflating.read();
                assertThat(frame.text()).isEqualTo(expected);
                assertThat(frame.isDeflated()).isEqualTo(i % 2 == 1);
                assertThat(plain.read().text()).isEqualTo(expected);
            }
        }
    }

    @Test
    void answer_longEnough_isCompressed() throws Exception {
        try (TestNode node = node(1);
                RawSocket client = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
            client.send(RawSocket.filler(MIN_BYTES), RawSocket.filler(MIN_BYTES - 1));

            RawSocket.Frame atTheBound = client.read();
            assertThat(atTheBound.isDeflated()).isTrue();
            assertThat(atTheBound.text()).isEqualTo(RawSocket.filler(MIN_BYTES));
            assertThat(client.read().isDeflated()).isFalse();
        }
    }

    @Test
    void receive_compressedInFragments_isJoinedAndInflatedWithAPingBetween() throws Exception {
        byte[] whole = Deflated.deflate(LONG.getBytes(StandardCharsets.UTF_8));
        try (TestNode node = node(1);
                RawSocket client = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
            client.sendFrame(RSV1 | TEXT, Arrays.copyOf(whole, 10));
            client.sendFrame(0, Arrays.copyOfRange(whole, 10, 20), new byte[0]);
            client.sendFrame(FIN | PING, new byte[] {'p'});
            client.sendFrame(FIN, Arrays.copyOfRange(whole, 20, whole.length));
            client.sendFrame(RSV1 | BINARY, new byte[] {1});
            client.sendFrame(FIN, new byte[] {2});
            client.send("plain");

            assertThat(client.read().opcode()).isEqualTo(0xA);
            assertThat(client.read().text()).isEqualTo(LONG);
            assertThat(client.read().text()).isEqualTo("plain");
        }
    }

    @Test
    void receive_rsv1WhereItMayNotBe_closedWith1002() throws Exception {
        byte[] message = Deflated.deflate("hello".getBytes(StandardCharsets.UTF_8));
        try (TestNode node = node(1)) {
            try (RawSocket without = new RawSocket(Wire.PLAIN, node.port())) {
                without.sendFrame(FIN | RSV1 | TEXT, message);
                assertThat(without.read().closeCode()).isEqualTo(1002);
            }
            try (RawSocket onContinuation = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
                onContinuation.sendFrame(RSV1 | TEXT, message);
                onContinuation.sendFrame(FIN | RSV1, message);
                assertThat(onContinuation.read().closeCode()).isEqualTo(1002);
            }
            try (RawSocket onPing = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
                onPing.sendFrame(FIN | RSV1 | PING, message);
                assertThat(onPing.read().closeCode()).isEqualTo(1002);
            }
        }
    }

    @Test
    void receive_notWhatDeflateMakes_closedWith1007() throws Exception {
        try (TestNode node = node(1);
                RawSocket client = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
            client.sendFrame(FIN | RSV1 | TEXT, new byte[] {(byte) 0xFF, 1, 2, 3});
            assertThat(client.read().closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void receive_bomb_closedWith1009WhileOthersGoOn() throws Exception {
        byte[] bomb = Deflated.deflate(new byte[50_000_000]);
        LimitSettings limits = TestSettings.limits(65_536, 100, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        try (TestNode node = node(Wire.PLAIN, limits, 1);
                RawSocket whole = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE));
                RawSocket inParts = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE));
                RawSocket other = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
            assertThat(bomb.length).isLessThan(65_536);

            whole.sendFrame(FIN | RSV1 | TEXT, bomb);
            inParts.sendFrame(RSV1 | TEXT, Arrays.copyOf(bomb, 1000));
            inParts.sendFrame(FIN, Arrays.copyOfRange(bomb, 1000, bomb.length));

            assertThat(whole.read().closeCode()).isEqualTo(1009);
            assertThat(inParts.read().closeCode()).isEqualTo(1009);
            other.send("still here");
            assertThat(other.read().text()).isEqualTo("still here");
        }
    }

    @Test
    void receive_atTheLimit_passesThoughCompressedItIsLonger_oneMoreDoesNot() throws Exception {
        int limit = 1024;
        LimitSettings limits = TestSettings.limits(limit, 100, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        byte[] noise = new byte[limit];
        new Random(3).nextBytes(noise);
        try (TestNode node = node(Wire.PLAIN, limits, 1);
                RawSocket client = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE));
                RawSocket plain = new RawSocket(Wire.PLAIN, node.port(), List.of(DEFLATE))) {
            byte[] longer = Deflated.deflate(noise);
            assertThat(longer.length).isGreaterThan(limit);

            client.sendFrame(FIN | RSV1 | TEXT, longer);
            assertThat(client.read().opcode()).isEqualTo(1);
            client.sendFrame(FIN | RSV1 | TEXT, Deflated.deflate(new byte[limit + 1]));
            assertThat(client.read().closeCode()).isEqualTo(1009);
            plain.sendFrame(FIN | TEXT, new byte[limit + 1]);
            assertThat(plain.read().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void poll_withCompressionOn_isAsItWas() throws Exception {
        Settings settings =
                TestSettings.of(LimitSettings.DEFAULTS, TestSettings.compressing(TestSettings.http(1, List.of()), 1));
        try (V1Node node = new V1Node(settings).start()) {
            PollingClient poller = PollingClient.open(node.port());
            poller.post("{\"subscribe\":\"c\"}");
            node.publish("c", "\"" + LONG + "\"");

            assertThat(poller.get().body()).isEqualTo("[" + V1Node.frame("c", "\"" + LONG + "\"") + "]");
            assertThat(node.figure("carotene_compressed_messages")).isZero();
        }
    }

    private static TestNode node(int lanes) throws IOException {
        return node(Wire.PLAIN, LimitSettings.DEFAULTS, lanes);
    }

    private static TestNode node(Wire wire, LimitSettings limits, int lanes) throws IOException {
        return new TestNode(wire.of(
                TestSettings.of(limits, TestSettings.compressing(TestSettings.http(lanes, List.of("*")), MIN_BYTES))));
    }

    private static RawSocket subscribed(Wire wire, TestNode node, boolean deflating) throws IOException {
        RawSocket client = new RawSocket(wire, node.port(), deflating ? List.of(DEFLATE) : List.of());
        client.send("sub c", "ready");
        assertThat(client.read().text()).isEqualTo("ready");
        return client;
    }
}
