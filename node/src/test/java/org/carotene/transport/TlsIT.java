package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;
import org.carotene.settings.TlsSettings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestCertificates;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as clients see it; that all else goes over it as over a plain connection is in the tests with a {@link Wire}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TlsIT {

    @TempDir
    private static Path directory;

    private static TestCertificates made;

    @BeforeAll
    static void makeCertificates() {
        made = new TestCertificates(directory)
                .selfSigned("old")
                .selfSigned("new")
                .authority("root", "root")
                .authority("middle", "root")
                .signed("leaf", "middle");
    }

    @Test
    void handshake_clientThatTrustsTheRootOnly_getsTheChain() throws Exception {
        try (V1Node node = node("leaf", Optional.of("middle.crt"))) {
            String said = made.openssl(
                    "s_client",
                    "-connect",
                    "127.0.0.1:" + node.port(),
                    "-CAfile",
                    "root.crt",
                    "-verify_return_error",
                    "-verify_ip",
                    "127.0.0.1",
                    "-noservername");

            assertThat(said).contains("Verify return code: 0 (ok)", "TLSv1.3", "CN = leaf", "CN = middle");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_protocolOfToday_isSpoken(String protocol) throws Exception {
        try (V1Node node = node("old", Optional.empty());
                SSLSocket socket = socket(node, made.trusting("old.crt"))) {
            socket.setEnabledProtocols(new String[] {protocol});

            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @Test
    void handshake_thatTakesLong_stallsNobody() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (V1Node node = node("old", Optional.empty())) {
            HttpClient http =
                    HttpClient.newBuilder().sslContext(made.trusting("old.crt")).build();
            WebSocketClient there = WebSocketClient.connectSecurely(http, node.port());
            // As if each of them were at a handshake that does not end.
            for (int i = 0; i < node.server.handshakeThreads().getCorePoolSize(); i++) {
                node.server.handshakeThreads().execute(() -> awaitQuietly(goOn));
            }
            CompletableFuture<WebSocketClient> coming =
                    CompletableFuture.supplyAsync(() -> WebSocketClient.connectSecurely(http, node.port()));
            await().until(() -> !node.server.handshakeThreads().getQueue().isEmpty());

            for (int i = 0; i < 100; i++) {
                assertThat(there.send("ping").next()).isEqualTo("pong");
            }
            assertThat(coming).isNotDone();
            goOn.countDown();

            assertThat(coming.get(30, TimeUnit.SECONDS).send("ping").next()).isEqualTo("pong");
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void handshake_clientThatGoesWhileItIsComputed_leavesNothingBehind() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (V1Node node = node("old", Optional.empty())) {
            for (int i = 0; i < node.server.handshakeThreads().getCorePoolSize(); i++) {
                node.server.handshakeThreads().execute(() -> awaitQuietly(goOn));
            }
            SSLSocket socket = socket(node, made.trusting("old.crt"));
            CompletableFuture<Void> shaking = CompletableFuture.runAsync(() -> startQuietly(socket));
            await().until(() -> !node.server.handshakeThreads().getQueue().isEmpty());
            socket.close();
            shaking.get(30, TimeUnit.SECONDS);
            goOn.countDown();

            HttpClient http =
                    HttpClient.newBuilder().sslContext(made.trusting("old.crt")).build();
            assertThat(WebSocketClient.connectSecurely(http, node.port())
                            .send("ping")
                            .next())
                    .isEqualTo("pong");
            await().until(() -> node.figure("carotene_tls_handshakes_failed") == 1);
        } finally {
            goOn.countDown();
        }
    }

    private static void startQuietly(SSLSocket socket) {
        try {
            socket.startHandshake();
        } catch (IOException e) {
            // It has been closed meanwhile, as it was meant to be.
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void handshake_suites_aes128BeforeAes256() throws Exception {
        try (V1Node node = node("old", Optional.empty());
                SSLSocket socket = socket(node, made.trusting("old.crt"))) {
            socket.setEnabledCipherSuites(new String[] {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"});

            socket.startHandshake();

            assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
        }
    }

    @Test
    void handshake_protocolThatIsBroken_isRefusedAndCounted() throws Exception {
        try (V1Node node = node("old", Optional.empty())) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                byte[] answer = plain.getInputStream().readAllBytes();
                assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
            }

            await().until(() -> node.figure("carotene_tls_handshakes_failed") == 1);
            assertThat(ping(node, made.trusting("old.crt")).body()).isEqualTo("pong");
        }
    }

    // Java's client offers HTTP/2, and names no host when it is given an address.
    @Test
    void request_byAddressWithHttp2Offered_answeredByHttp11() throws Exception {
        try (V1Node node = node("old", Optional.empty())) {
            HttpResponse<String> response = ping(node, made.trusting("old.crt"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("pong");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void request_byANameThatTheCertificateHasNot_isTheClientsAffair() throws Exception {
        try (V1Node node = node("old", Optional.empty());
                SSLSocket socket = socket(node, made.trusting("old.crt"))) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("chat.example.org")));
            socket.setSSLParameters(parameters);

            socket.getOutputStream()
                    .write("POST /stream HTTP/1.1\r\nHost: chat.example.org\r\nContent-Length: 4\r\n\r\nping"
                            .getBytes(StandardCharsets.US_ASCII));

            byte[] status = socket.getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void renew_filesHaveChanged_newConnectionsGetTheNewCertificateAndOldOnesStay() throws Exception {
        made.put("node.crt", "old.crt");
        made.put("node.key", "old.key");
        try (V1Node node = node("node", Optional.empty())) {
            HttpClient trustingOld =
                    HttpClient.newBuilder().sslContext(made.trusting("old.crt")).build();
            WebSocketClient before = WebSocketClient.connectSecurely(trustingOld, node.port());
            node.server.renewCertificate();

            made.put("node.crt", "new.crt");
            made.put("node.key", "new.key");
            node.server.renewCertificate();
            node.server.renewCertificate();

            assertThat(ping(node, made.trusting("new.crt")).body()).isEqualTo("pong");
            assertThat(before.send("ping").next()).isEqualTo("pong");
            assertThat(node.figure("carotene_tls_renewals")).isEqualTo(1);
            assertThat(node.figure("carotene_tls_certificate_expiry_seconds"))
                    .isGreaterThan(System.currentTimeMillis() / 1000.0);
        }
    }

    @Test
    void renew_newFilesAreBroken_oldCertificateStays() throws Exception {
        made.put("node.crt", "old.crt");
        made.put("node.key", "old.key");
        try (V1Node node = node("node", Optional.empty())) {
            made.put("node.key", "new.key");
            for (int look = 0; look < 3; look++) {
                node.server.renewCertificate();
            }

            assertThat(ping(node, made.trusting("old.crt")).body()).isEqualTo("pong");
            assertThat(node.figure("carotene_tls_files_refused")).isEqualTo(1);
        }
    }

    @Test
    void poll_clientHasEndedTlsButNotItsConnection_nextPollGetsTheFrames() throws Exception {
        try (V1Node node = node("old", Optional.empty())) {
            HttpClient http =
                    HttpClient.newBuilder().sslContext(made.trusting("old.crt")).build();
            PollingClient client = PollingClient.openSecurely(http, node.port());
            client.post("{\"subscribe\":\"c\"}");
            try (Socket stays = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                Socket leaving = made.trusting("old.crt")
                        .getSocketFactory()
                        .createSocket(stays, "localhost", node.port(), false);
                leaving.getOutputStream()
                        .write(("GET /stream HTTP/1.1\r\nHost: h\r\nConnection-id: " + client.id() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                node.awaitPolls(1);
                // Or the client's system sits on the last word for a while.
                stays.setTcpNoDelay(true);
                leaving.close();
                // Nothing shows that the end has come to the server's system; on one machine that takes no time.
                TimeUnit.MILLISECONDS.sleep(20);

                node.publish("c", "1");

                assertThat(client.get().body()).isEqualTo("[" + V1Node.frame("c", "1") + "]");
            }
        }
    }

    private static V1Node node(String name, Optional<String> authorities) throws Exception {
        TlsSettings files = new TlsSettings(
                TlsSettings.Use.CLIENTS,
                made.file(name + ".crt"),
                made.file(name + ".key"),
                authorities.map(made::file));
        Settings plain = TestSettings.of(LimitSettings.DEFAULTS, 2);
        return new V1Node(TestSettings.of(plain.limits(), TestSettings.secure(plain.http(), files))).start();
    }

    private static SSLSocket socket(V1Node node, SSLContext trust) throws Exception {
        SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static HttpResponse<String> ping(V1Node node, SSLContext trust) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_2)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + node.port() + "/stream"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString("ping"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
