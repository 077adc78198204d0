package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.session.Disconnect;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** WebSockets on lanes, over real sockets. */
@ParameterizedClass
@CsvSource({"PLAIN, true", "TLS, true", "PLAIN, false"})
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebSocketIT {

    @Parameter(0)
    Wire wire;

    /** Whether lanes may write by a ring, where there is one. */
    @Parameter(1)
    boolean ring;

    private static final Settings DEFAULTS = TestSettings.of(LimitSettings.DEFAULTS, 2);

    @Test
    void publish_subscribersOnTwoLanes_allReceiveInOrder() throws Exception {
        try (TestNode node = new TestNode(on(DEFAULTS))) {
            List<WebSocketClient> subscribers =
                    IntStream.range(0, 8).mapToObj(i -> subscribed(node, "c")).toList();
            WebSocketClient publisher = wire.connect(node.port());

            List<String> sent =
                    IntStream.range(0, 500).mapToObj(i -> "message " + i).toList();
            sent.forEach(text -> publisher.send("pub c " + text));

            for (WebSocketClient subscriber : subscribers) {
                assertThat(subscriber.next(500)).isEqualTo(sent);
            }
        }
    }

    @Test
    void publish_oneConnectionOnManyChannelsInOneRound_eachChannelInOrder() throws Exception {
        try (TestNode node = new TestNode(on(TestSettings.of(LimitSettings.DEFAULTS, 1)));
                RawSocket subscriber = new RawSocket(wire, node.port())) {
            int channels = 40;
            for (int c = 0; c < channels; c++) {
                subscriber.send("sub c" + c);
            }
            subscriber.send("ready");
            assertThat(subscriber.read().text()).isEqualTo("ready");
            List<String> burst = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                burst.add("pub c" + (i * 7) % channels + " " + i);
            }

            try (RawSocket publisher = new RawSocket(wire, node.port())) {
                publisher.send(burst.toArray(String[]::new));

                int[] last = IntStream.range(0, channels).map(c -> -1).toArray();
                for (int i = 0; i < burst.size(); i++) {
                    int number = Integer.parseInt(subscriber.read().text());
                    int channel = (number * 7) % channels;
                    assertThat(number).isGreaterThan(last[channel]);
                    last[channel] = number;
                }
            }
        }
    }

    @Test
    void receive_fragmentsPingAndBinary_joinedAnsweredAndIgnored() throws Exception {
        try (TestNode node = new TestNode(on(DEFAULTS))) {
            WebSocketClient client = wire.connect(node.port());

            client.sendPart("he", false);
            client.sendPart("ll", false);
            client.sendPart("o", true);
            client.sendBinary(new byte[] {1, 2, 3});

            assertThat(client.next()).isEqualTo("hello");
            assertThat(client.pingPong("data")).isEqualTo("data");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void receive_largerThanTheBound_closedWith1009WhileOthersGoOn() throws Exception {
        LimitSettings small = TestSettings.limits(1000, 100, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(small, 1)))) {
            WebSocketClient whole = wire.connect(node.port());
            WebSocketClient parts = wire.connect(node.port());
            WebSocketClient other = wire.connect(node.port());

            whole.send(RawSocket.filler(1001));
            parts.sendPart(RawSocket.filler(600), false);
            parts.sendPart(RawSocket.filler(600), true);

            assertThat(whole.closeCode()).isEqualTo(1009);
            assertThat(parts.closeCode()).isEqualTo(1009);
            assertThat(other.send("still here").next()).isEqualTo("still here");
        }
    }

    @Test
    void receive_restOfAMessageThatIsTooBig_isNotTakenForAnother() throws Exception {
        LimitSettings small = TestSettings.limits(1000, 100, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(small, 1)));
                RawSocket client = new RawSocket(wire, node.port())) {
            WebSocketClient subscriber = subscribed(node, "c");

            client.sendParts(RawSocket.filler(600), RawSocket.filler(600), "pub c smuggled");

            assertThat(client.read().closeCode()).isEqualTo(1009);
            assertThat(subscriber.send("pub c honest").next()).isEqualTo("honest");
        }
    }

    @Test
    void receive_handlerFails_closedWith1011WhileOthersGoOn() throws Exception {
        try (TestNode node = new TestNode(on(TestSettings.of(LimitSettings.DEFAULTS, 1)))) {
            WebSocketClient unlucky = wire.connect(node.port());
            WebSocketClient other = wire.connect(node.port());

            unlucky.send("fail");

            assertThat(unlucky.closeCode()).isEqualTo(1011);
            assertThat(other.send("still here").next()).isEqualTo("still here");
            await().until(() -> node.server.connectionCount() == 1);
        }
    }

    @Test
    void receive_nothingForTheIdleTimeout_closedWith1000AlthoughItIsWrittenTo() throws Exception {
        LimitSettings hasty = TestSettings.limits(1000, 100, 1 << 20, 1 << 20, Duration.ofSeconds(2));
        try (TestNode node = new TestNode(on(TestSettings.of(hasty, 1)))) {
            WebSocketClient silent = subscribed(node, "c");
            WebSocketClient talking = wire.connect(node.port());

            await().atMost(Duration.ofSeconds(20)).until(() -> {
                talking.send("pub c tick");
                return !silent.isOpen();
            });

            assertThat(silent.closeCode()).isEqualTo(1000);
            assertThat(talking.isOpen()).isTrue();
        }
    }

    @Test
    void receive_whileBusy_nextMessageWaitsForResume() throws Exception {
        try (TestNode node = new TestNode(on(DEFAULTS))) {
            WebSocketClient client = wire.connect(node.port());
            client.send("before").send("busy").send("behind");
            assertThat(client.next()).isEqualTo("before");
            await().until(() -> node.protocol.busy != null);
            assertThat(client.rest()).isEmpty();

            var busy = java.util.Objects.requireNonNull(node.protocol.busy);
            busy.lane().execute(busy::resume);

            assertThat(client.next()).isEqualTo("behind");
        }
    }

    @Test
    void write_clientThatDoesNotRead_closedWith4008WhileOthersMissNothing() throws Exception {
        LimitSettings tight = TestSettings.limits(65_536, 100, 200_000, 8 << 20, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(tight, 1)))) {
            try (RawSocket slow = new RawSocket(wire, node.port())) {
                slow.send("sub c", "ready");
                assertThat(slow.read().text()).isEqualTo("ready");
                WebSocketClient other = subscribed(node, "c");
                String payload = RawSocket.filler(10_000);

                // At a pace that the other client keeps up with. Who has been told has some seconds to read it.
                int count = 0;
                while (node.counted("carotene_slow_disconnects") == 0) {
                    publish(node, "c", payload, 10);
                    assertThat(other.next(10)).allMatch(payload::equals);
                    count += 10;
                }
                RawSocket.Frame last = slow.read();
                int whole = 0;
                while (last.opcode() == 1) {
                    assertThat(last.payload()).hasSize(10_000);
                    whole++;
                    last = slow.read();
                }
                assertThat(last.closeCode()).isEqualTo(Disconnect.SLOW.code());
                assertThat(whole).isLessThan(count);
            }
            await().until(() -> node.server.connectionCount() == 1);
        }
    }

    @Test
    void write_clientThatReadsInBursts_missesNothingWithinTheBound() throws Exception {
        LimitSettings roomy = TestSettings.limits(65_536, 100, 64 << 20, 8 << 20, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(roomy, 1)));
                RawSocket lazy = new RawSocket(wire, node.port())) {
            lazy.send("sub c", "ready");
            assertThat(lazy.read().text()).isEqualTo("ready");
            int count = 3_000;
            for (int i = 0; i < count; i++) {
                publish(node, "c", i + " " + RawSocket.filler(i % 9_000), 1);
            }

            for (int i = 0; i < count; i++) {
                assertThat(lazy.read().text()).isEqualTo(i + " " + RawSocket.filler(i % 9_000));
            }
            lazy.send("back at rest");
            assertThat(lazy.read().text()).isEqualTo("back at rest");
        }
    }

    @Test
    void write_framesLargerThanAnyBuffer_wholeAndInOrderForEachReader() throws Exception {
        LimitSettings roomy = TestSettings.limits(65_536, 100, 64 << 20, 8 << 20, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(roomy, 1)));
                RawSocket one = new RawSocket(wire, node.port());
                RawSocket two = new RawSocket(wire, node.port())) {
            for (RawSocket reader : List.of(one, two)) {
                reader.send("sub c", "sub d", "ready");
                assertThat(reader.read().text()).isEqualTo("ready");
            }
            int count = 60;
            for (int i = 0; i < count; i++) {
                publish(node, "c", i + " " + RawSocket.filler(i * 5_000), 1);
                publish(node, "d", "small " + i, 1);
            }

            for (RawSocket reader : List.of(one, two)) {
                int large = 0;
                int small = 0;
                while (large + small < 2 * count) {
                    String text = reader.read().text();
                    if (text.startsWith("small")) {
                        assertThat(text).isEqualTo("small " + small++);
                    } else {
                        assertThat(text).isEqualTo(large + " " + RawSocket.filler(large * 5_000));
                        large++;
                    }
                }
            }
        }
    }

    @Test
    void publish_floodOnOneConnection_deliveredBeforeItEnds() throws Exception {
        try (TestNode node = new TestNode(on(TestSettings.of(LimitSettings.DEFAULTS, 1)));
                RawSocket publisher = new RawSocket(wire, node.port())) {
            WebSocketClient subscriber = subscribed(node, "c");
            int count = 20_000;
            String[] burst = Stream.concat(
                            IntStream.range(0, count).mapToObj(i -> "pub c " + i), Stream.of("deliveries"))
                    .toArray(String[]::new);

            publisher.send(burst);

            assertThat(Integer.parseInt(publisher.read().text()))
                    .as("deliveries when the last message was read")
                    .isPositive();
            assertThat(subscriber.next(count)).startsWith("0").endsWith("19999");
        }
    }

    @Test
    void publish_moreThanTheLaneMayHold_publisherWaitsAndNothingIsLost() throws Exception {
        LimitSettings tight = TestSettings.limits(65_536, 100, 64 << 20, 20_000, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(tight, 1)));
                RawSocket publisher = new RawSocket(wire, node.port())) {
            WebSocketClient subscriber = subscribed(node, "c");
            String[] burst =
                    IntStream.range(0, 5_000).mapToObj(i -> "pub c " + i).toArray(String[]::new);

            publisher.send(burst);

            List<String> expected =
                    IntStream.range(0, burst.length).mapToObj(String::valueOf).toList();
            assertThat(subscriber.next(burst.length)).isEqualTo(expected);
        }
    }

    @Test
    void close_byClient_answeredAndForgotten() throws Exception {
        try (TestNode node = new TestNode(on(DEFAULTS));
                RawSocket client = new RawSocket(wire, node.port())) {
            client.send("sub c", "ready");
            assertThat(client.read().text()).isEqualTo("ready");

            client.sendClose();

            assertThat(client.read().opcode()).isEqualTo(8);
            assertThat(client.isAtEnd()).isTrue();
            await().until(() -> node.server.connectionCount() == 0 && node.hub.channelCount() == 0);
        }
    }

    @Test
    void close_manyWhilePublicationsFlow_eachGetsACloseFrame() throws Exception {
        try (TestNode node = new TestNode(on(DEFAULTS))) {
            Thread flood = new Thread(() -> publish(node, "c", RawSocket.filler(100), 30_000));
            flood.start();
            for (int i = 0; i < 100; i++) {
                try (RawSocket client = new RawSocket(wire, node.port())) {
                    client.send("sub c", "ready");
                    RawSocket.Frame frame = client.read();
                    client.sendClose();
                    while (frame.opcode() == 1) {
                        frame = client.read();
                    }
                    assertThat(frame.opcode()).isEqualTo(8);
                }
            }
            flood.join();
            await().until(() -> node.server.connectionCount() == 0);
        }
    }

    @Test
    void abort_byClients_subscriptionsAreForgotten() throws Exception {
        try (TestNode node = new TestNode(on(DEFAULTS))) {
            List<WebSocketClient> clients = IntStream.range(0, 20)
                    .mapToObj(i -> subscribed(node, "c" + i % 3))
                    .toList();
            assertThat(node.hub.channelCount()).isEqualTo(3);

            clients.forEach(WebSocketClient::abort);

            await().until(() -> node.server.connectionCount() == 0 && node.hub.channelCount() == 0);
        }
    }

    @Test
    void upgrade_moreThanTheNodeMayHold_refusedUntilOneGoes() throws Exception {
        LimitSettings few = TestSettings.limits(1000, 2, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        try (TestNode node = new TestNode(on(TestSettings.of(few, 1)))) {
            WebSocketClient first = wire.connect(node.port());
            WebSocketClient second = wire.connect(node.port());

            assertThatThrownBy(() -> new RawSocket(wire, node.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");

            first.close();
            await().until(() -> node.server.connectionCount() == 1);
            WebSocketClient third = wire.connect(node.port());
            assertThat(third.send("in").next()).isEqualTo("in");
            assertThat(second.isOpen()).isTrue();
        }
    }

    @Test
    void stop_withClients_eachIsToldWhy() throws Exception {
        TestNode node = new TestNode(on(DEFAULTS));
        List<WebSocketClient> clients =
                IntStream.range(0, 10).mapToObj(i -> subscribed(node, "c")).toList();

        node.server.stop(Disconnect.RESTART);

        assertThat(clients).allSatisfy(client -> assertThat(client.closeCode()).isEqualTo(1012));
    }

    @Test
    void stop_withPublicationsThatWait_deliversThemFirst() throws Exception {
        TestNode node = new TestNode(on(DEFAULTS));
        WebSocketClient client = subscribed(node, "c");
        String payload = "x".repeat(1_000);
        publish(node, "c", payload, 700);

        node.server.stop(Disconnect.RESTART);

        for (int i = 0; i < 700; i++) {
            assertThat(client.next()).as("publication %s", i).contains(payload);
        }
        assertThat(client.closeCode()).isEqualTo(1012);
    }

    @Test
    void stop_whileClientsLeave_takesNoNewOnes() throws Exception {
        TestNode node = new TestNode(on(DEFAULTS));
        int port = node.port();
        IntStream.range(0, 300).forEach(i -> wire.connect(port));
        Thread stopping = new Thread(() -> node.server.stop(Disconnect.RESTART));
        stopping.start();

        await().until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        stopping.join();
        assertThat(node.server.connectionCount()).isZero();
    }

    @Test
    void stop_withManyClients_doesNotSendThemAllAwayAtOnce() throws Exception {
        TestNode node = new TestNode(on(DEFAULTS));
        List<WebSocketClient> clients =
                IntStream.range(0, 500).mapToObj(i -> wire.connect(node.port())).toList();

        node.server.stop(Disconnect.RESTART);

        assertThat(clients).allSatisfy(client -> assertThat(client.closeCode()).isEqualTo(1012));
        LongSummaryStatistics times =
                clients.stream().mapToLong(WebSocketClient::closedAtNanos).summaryStatistics();
        assertThat(Duration.ofNanos(times.getMax() - times.getMin()))
                .as("from the first to the last, at a thousand a second")
                .isGreaterThan(Duration.ofMillis(200));
    }

    private Settings on(Settings settings) {
        return TestSettings.ioUring(wire.of(settings), ring);
    }

    private WebSocketClient subscribed(TestNode node, String channel) {
        WebSocketClient client = wire.connect(node.port());
        try {
            client.send("sub " + channel).send("ready");
            assertThat(client.next()).isEqualTo("ready");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return client;
    }

    private static void publish(TestNode node, String channel, String payload, int count) {
        Publication publication = new Publication(new ChannelName(channel), Json.of(payload), Publisher.ANONYMOUS);
        for (int i = 0; i < count; i++) {
            while (node.hub.publish(publication) != Published.ACCEPTED) {
                Thread.onSpinWait();
            }
        }
    }
}
