package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.gateway.ConfiguredNode.assertServes;
import static org.carotene.gateway.ConfiguredNode.info;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carotene.settings.BackendSettings;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.PollingClient;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.RawHttp;
import org.carotene.transport.RawSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients may use of a node, and how long things may take: who goes beyond is told and counted, others go on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CapacityLimitsIT {

    private static final String LOGIN = "{\"authenticate\":\"u1\",\"token\":\"t\"}";

    private ConfiguredNode node;

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void acceptBacklog_asSet_isThatOfTheSocket() throws Exception {
        start("limits.accept_backlog: 7");

        Process ss = new ProcessBuilder("ss", "-Hltn", "sport", "=", ":" + node.port()).start();

        String listening = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(listening.split("\\s+")).as("State Recv-Q Send-Q").startsWith("LISTEN", "0", "7");
    }

    @Test
    void connections_oneMore_isRefusedAndCountedUntilOneGoes() throws Exception {
        start("limits.max_connections: 2");
        WebSocketClient first = node.connect();
        PollingClient second = PollingClient.open(node.port());

        try (RawHttp third = new RawHttp(node.port())) {
            RawHttp.Answer answer = upgrade(third, "http://localhost");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).contains("Retry-After: ");
            assertThat(answer.body()).isEqualTo("node has all the connections it may");
        }
        HttpResponse<String> poller = new PollingClient(node.port()).get();
        assertThat(poller.statusCode()).isEqualTo(503);
        assertThat(poller.headers().firstValue("Retry-After")).isPresent();
        assertThat(node.figure("carotene_connections_refused_total")).isEqualTo(2);
        assertThat(second.post("ping").body()).isEqualTo("pong");

        first.close();

        await().until(() -> node.figure("carotene_connections") == 1);
        assertServes(node.connect());
    }

    @Test
    void allowedOrigins_pageOfAnother_isToldSo() throws Exception {
        start("allowed_origins: ['https://chat.example']");

        try (RawHttp page = new RawHttp(node.port());
                RawHttp other = new RawHttp(node.port())) {
            assertThat(upgrade(page, "https://chat.example").status()).isEqualTo(101);
            RawHttp.Answer answer = upgrade(other, "https://elsewhere.example");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("origin is not allowed");
        }
    }

    @Test
    void answerTimeout_backendHangs_isToldAndOthersDoNotWait() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (LocalBackend backend = new LocalBackend(form -> {
            never.await();
            return LocalBackend.Reply.of(200, "{}");
        })) {
            start(
                    "authenticate_url: " + backend.url(),
                    "publish_authorization: {level: anonymous}",
                    "backend.answer_timeout: 500ms");
            WebSocketClient waiting = node.connect();
            WebSocketClient other = node.subscribed("c");
            long begun = System.nanoTime();

            waiting.send(LOGIN);

            for (int i = 0; i < 100; i++) {
                other.send("{\"publish\":" + i + ",\"channel\":\"c\"}");
            }
            assertThat(other.next(100)).hasSize(100);
            assertThat(waiting.next())
                    .isEqualTo(info("201: the application's backend did not answer in time, try again later"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(500), BackendSettings.DEFAULTS.answerTimeout());
            assertServes(waiting);
            never.countDown();
        }
    }

    @Test
    void connectTimeout_backendDoesNotAccept_isTold() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Until the system has as many as may wait: the next one's attempt is not answered.
            fill(deaf, fillers);
            start(
                    "authenticate_url: http://127.0.0.1:" + deaf.getLocalPort() + "/",
                    "backend.connect_timeout: 300ms",
                    "backend.answer_timeout: 30s");
            WebSocketClient client = node.connect();

            String told = client.send(LOGIN).next();

            assertThat(told).isEqualTo(info("201: the application's backend did not answer in time, try again later"));
            assertServes(client);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void waitingForTheBackend_moreThanMay_areToldAtOnce() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (LocalBackend backend = new LocalBackend(form -> {
            answer.await();
            return LocalBackend.Reply.of(200, "{\"authenticated\":true,\"user_data\":{}}");
        })) {
            start("authenticate_url: " + backend.url(), "backend.max_concurrent: 1", "backend.max_waiting: 1");
            WebSocketClient asked = node.connect().send(LOGIN);
            await().until(() -> backend.requests().size() == 1);
            // Which of the two comes first is not said; the other is one too many.
            WebSocketClient one = node.connect().send(LOGIN);
            WebSocketClient two = node.connect().send(LOGIN);
            List<String> told = new ArrayList<>();
            await().until(() -> told.addAll(one.rest()) || told.addAll(two.rest()));
            answer.countDown();

            assertThat(told)
                    .containsExactly(
                            info("202: too many requests wait for the application's backend, try again later"));
            assertThat(asked.next()).isEqualTo(info("Authenticated"));
            await().until(() -> told.addAll(one.rest()) || told.addAll(two.rest()));
            assertThat(told).last().isEqualTo(info("Authenticated"));
        }
    }

    @Test
    void pollTimes_over_204AndAnotherId() throws Exception {
        start("limits.poll_timeout: 300ms", "limits.poll_id_lifetime: 2s");
        PollingClient poller = PollingClient.open(node.port());
        long begun = System.nanoTime();

        HttpResponse<String> nothing = poller.get();

        assertThat(nothing.statusCode()).isEqualTo(204);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(250));
        await().atMost(Duration.ofSeconds(20)).until(() -> node.figure("carotene_polling_ids") == 0);
        HttpResponse<String> late = poller.get();
        assertThat(late.body()).isEqualTo("connection-id");
        assertThat(late.headers().firstValue("connection-id")).isPresent().isNotEqualTo(poller.id());
    }

    @Test
    void pollBuffer_full_endsTheIdAndIsCounted() throws Exception {
        start("limits.poll_buffer_size: 16KiB");
        PollingClient poller = PollingClient.open(node.port());
        assertThat(poller.post("{\"subscribe\":\"c\"}").statusCode()).isEqualTo(204);
        WebSocketClient other = node.subscribed("c");

        for (int i = 0; i < 20; i++) {
            assertThat(node.post("c", "message=" + "x".repeat(1000)).statusCode())
                    .isEqualTo(204);
        }

        assertThat(other.next(20)).hasSize(20);
        await().until(() -> node.figure("carotene_slow_disconnects_total") == 1);
        assertThat(poller.get().body()).isEqualTo("connection-id");
    }

    @Test
    void outboundQueue_clientDoesNotRead_isDisconnectedAndCountedWhileNobodyWaits() throws Exception {
        start("limits.outbound_queue_size: 64KiB");
        try (RawSocket slow = new RawSocket(node.port())) {
            slow.send("{\"subscribe\":\"c\"}", "ping");
            assertThat(slow.read().text()).isEqualTo("pong");
            WebSocketClient other = node.subscribed("c");
            WebSocketClient publisher = node.connect();

            // More than the sockets' buffers hold, which is bounded too; the other client gets each before the next is
            // sent.
            for (int i = 0; i < 150 && node.figure("carotene_slow_disconnects_total") == 0; i++) {
                publisher.send("{\"publish\":\"" + RawSocket.filler(16_000) + "\",\"channel\":\"c\"}");
                assertThat(other.next()).contains("xxx");
            }

            RawSocket.Frame last = slow.read();
            while (last.opcode() == 1) {
                last = slow.read();
            }
            assertThat(last.closeCode()).isEqualTo(4008);
            assertThat(node.figure("carotene_slow_disconnects_total")).isEqualTo(1);
            assertServes(other);
        }
    }

    @Test
    void idleTimeout_silence_isClosedWith1000() throws Exception {
        start("limits.idle_timeout: 2s");
        WebSocketClient silent = node.connect();
        WebSocketClient pinging = node.connect();

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(pinging.pingPong("x")).isEqualTo("x");
            return !silent.isOpen();
        });

        assertThat(silent.closeCode()).isEqualTo(1000);
        assertServes(pinging);
    }

    @Test
    void idleTimeout_frameThatComesSlowly_lastsLongerThanSilenceButNotForEver() throws Exception {
        start("limits.idle_timeout: 2s");
        try (RawSocket slow = new RawSocket(node.port());
                RawSocket dripping = new RawSocket(node.port())) {
            FutureTask<RawSocket.Frame> answer = readOf(slow);
            FutureTask<RawSocket.Frame> end = readOf(dripping);
            // A ping of ten bytes, of which the last six come one by one.
            slow.sendBytes(new byte[] {(byte) 0x81, (byte) 0x84, 0, 0});
            dripping.sendBytes(new byte[] {(byte) 0x81, (byte) 0xFE, 0x7F, 0, 0, 0, 0, 0});
            byte[] rest = {0, 0, 'p', 'i', 'n', 'g'};
            AtomicInteger sent = new AtomicInteger();

            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> {
                        int i = sent.getAndIncrement();
                        if (i < rest.length) {
                            slow.sendBytes(new byte[] {rest[i]});
                        }
                        dripping.sendBytes(new byte[1]);
                        return end.isDone();
                    });

            assertThat(answer.get().text()).isEqualTo("pong");
            assertThat(end.get().closeCode()).isEqualTo(1000);
        }
    }

    private static FutureTask<RawSocket.Frame> readOf(RawSocket socket) {
        FutureTask<RawSocket.Frame> read = new FutureTask<>(socket::read);
        new Thread(read).start();
        return read;
    }

    private static RawHttp.Answer upgrade(RawHttp http, String origin) throws IOException {
        http.sendUpgrade("Origin: " + origin);
        return http.read();
    }

    private void start(String... lines) throws IOException {
        node = ConfiguredNode.with(lines);
    }

    private static void fill(ServerSocket server, List<Socket> fillers) {
        try {
            for (int i = 0; i < 10; i++) {
                Socket filler = new Socket();
                fillers.add(filler);
                filler.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 300);
            }
        } catch (IOException full) {
            return;
        }
        throw new AssertionError("the system lets more wait than it was told to");
    }
}
