package org.carotene.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carotene.cluster.WireVersion;
import org.carotene.settings.NodeName;
import org.carotene.settings.TlsSettings;
import org.carotene.testing.TestCertificates;
import org.carotene.tls.ClusterTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The peer port over real sockets: nodes that ask, and strangers. */
@Timeout(60)
final class PeerPortIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final PeerSeal SECRET = new PeerSeal(Optional.of("correct horse"));
    private static final PeerView ONE = view(1);
    private static final PeerView TWO = view(2);

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, 4, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final List<PeerView> asked = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        executor.shutdownNow();
    }

    @Test
    void probeAndGrant_sameSecret_areAnswered() throws IOException {
        InetSocketAddress port = serve(SECRET);
        PeerClient client = client(SECRET);

        assertThat(client.probe(port, TWO, LIMIT)).isEqualTo(ONE);
        assertThat(client.probe(port, PeerView.detached(TWO.name()), LIMIT)).isEqualTo(ONE);
        assertThat(client.askGrant(port, TWO, LIMIT)).isEqualTo(GrantAnswer.NOT_LARGER);
        assertThat(asked).containsExactly(TWO, PeerView.detached(TWO.name()), TWO);
    }

    @Test
    void probe_noSecretOnBothSides_isAnswered() throws IOException {
        InetSocketAddress port = serve(new PeerSeal(Optional.empty()));

        assertThat(client(new PeerSeal(Optional.empty())).probe(port, TWO, LIMIT))
                .isEqualTo(ONE);
    }

    @Test
    void probe_anotherSecretOrNone_isNotHeardAndNotBelieved() throws IOException {
        InetSocketAddress port = serve(SECRET);
        PeerClient other = client(new PeerSeal(Optional.of("battery staple")));
        PeerClient none = client(new PeerSeal(Optional.empty()));

        assertThatThrownBy(() -> other.askGrant(port, TWO, LIMIT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> none.probe(port, TWO, LIMIT)).isInstanceOf(IOException.class);
        assertThat(asked).isEmpty();

        InetSocketAddress unsigned = serve(new PeerSeal(Optional.empty()));
        assertThatThrownBy(() -> client(SECRET).probe(unsigned, TWO, LIMIT))
                .isInstanceOf(MalformedPeerFrameException.class)
                .hasMessageContaining("not signed");
    }

    @Test
    void question_recordedAndSentAgain_isRefused() throws IOException {
        InetSocketAddress port = serve(SECRET);
        byte[] recorded;
        try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
            PeerFrame.Greeting greeting = PeerFrame.greeted(new DataInputStream(socket.getInputStream()));
            byte[] nonce = greeting.nonce();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            PeerFrame question = new PeerFrame(greeting.version(), PeerFrame.PROBE, ViewCodec.bytes(TWO));
            byte[] own = new byte[PeerFrame.NONCE_BYTES];
            question.writeHead(out);
            out.write(own);
            PeerFrame.writeRest(out, question.body(), SECRET.of('Q', nonce, own, question));
            recorded = bytes.toByteArray();
            socket.getOutputStream().write(recorded);
            assertThat(socket.getInputStream().read()).isEqualTo(WireVersion.NEWEST);
        }

        try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
            PeerFrame.greeted(new DataInputStream(socket.getInputStream()));
            socket.getOutputStream().write(recorded);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void strangers_whateverTheySend_loseTheirConnectionOnly() throws IOException {
        InetSocketAddress port = serve(SECRET);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
                socket.setSoTimeout(10_000);
                byte[] junk = new byte[random.nextInt(300)];
                random.nextBytes(junk);
                if (i % 2 == 0 && junk.length > 2) {
                    junk[0] = WireVersion.NEWEST;
                    junk[1] = (byte) random.nextInt(6);
                }
                socket.getOutputStream().write(junk);
                socket.shutdownOutput();
                socket.getInputStream().readNBytes(4 + 1 + PeerFrame.NONCE_BYTES);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } catch (IOException e) {
                // Closed while we were still sending, or reset: as good.
                assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
            }
        }

        assertThat(asked).isEmpty();
        awaitAnswer(port);
    }

    @Test
    void serve_noDescriptorIsLeftForAWhile_acceptsAgain() throws IOException {
        AtomicInteger failures = new AtomicInteger();
        ServerSocket poor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                if (failures.getAndIncrement() == 0) {
                    throw new SocketException("Too many open files");
                }
                return super.accept();
            }
        };

        awaitAnswer(serve(poor, SECRET, Optional.empty()));

        assertThat(failures).hasValueGreaterThan(1);
    }

    @Test
    void strangers_whoSayNothing_areClosedAndHinderNobodyForLong() throws IOException {
        InetSocketAddress port = serve(SECRET);
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            silent.add(new Socket(port.getAddress(), port.getPort()));
        }

        awaitAnswer(port);

        for (Socket socket : silent) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readAllBytes().length).isLessThanOrEqualTo(21);
            socket.close();
        }
    }

    @Test
    void probe_portThatAcceptsAndIsSilent_endsInTime() throws IOException {
        ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        sockets.add(silent);
        InetSocketAddress port = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
        long began = System.nanoTime();

        assertThatThrownBy(() -> client(SECRET).probe(port, TWO, Duration.ofMillis(500)))
                .isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    }

    @Test
    void probe_overTls_isAnsweredToThoseOfTheAuthorityAlone(@TempDir Path directory) throws IOException {
        TestCertificates made = new TestCertificates(directory)
                .authority("root", "root")
                .signed("one", "root")
                .signed("two", "root")
                .authority("other", "other")
                .signed("stranger", "other");
        made.put("both.crt", "root.crt", "other.crt");
        InetSocketAddress port = serve(SECRET, Optional.of(tls(made, "one", "root")));

        assertThat(client(SECRET, tls(made, "two", "root")).probe(port, TWO, LIMIT))
                .isEqualTo(ONE);
        assertThatThrownBy(() -> client(SECRET, tls(made, "stranger", "both")).probe(port, TWO, LIMIT))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client(SECRET, tls(made, "stranger", "other")).probe(port, TWO, LIMIT))
                .isInstanceOf(MalformedPeerFrameException.class)
                .hasMessageContaining("no TLS");
        assertThatThrownBy(() -> client(SECRET).probe(port, TWO, LIMIT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client(SECRET, tls(made, "two", "root")).probe(serve(SECRET), TWO, LIMIT))
                .isInstanceOf(MalformedPeerFrameException.class)
                .hasMessageContaining("no TLS");
        assertThat(asked).containsExactly(TWO);
    }

    @Test
    void probe_handshakeThatDrips_endsInTime(@TempDir Path directory) throws IOException {
        TestCertificates made =
                new TestCertificates(directory).authority("root", "root").signed("two", "root");
        ServerSocket drip = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        sockets.add(drip);
        Thread thread = new Thread(() -> drip(drip));
        thread.setDaemon(true);
        thread.start();
        InetSocketAddress port = new InetSocketAddress(drip.getInetAddress(), drip.getLocalPort());
        long began = System.nanoTime();

        assertThatThrownBy(() -> client(SECRET, tls(made, "two", "root")).probe(port, TWO, Duration.ofMillis(500)))
                .isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    }

    /** The head of a TLS record of 16 KiB, and then a byte of it now and then, for twenty seconds. */
    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {22, 3, 3, 0x3f, 0});
            for (int i = 0; i < 400; i++) {
                out.write(0);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // The other end has had enough.
            return;
        }
    }

    private void awaitAnswer(InetSocketAddress port) {
        await().ignoreExceptions()
                .until(() -> client(SECRET).probe(port, TWO, LIMIT).equals(ONE));
    }

    private static PeerClient client(PeerSeal seal) {
        return new PeerClient(seal, Optional.empty(), InetAddress.getLoopbackAddress());
    }

    private static PeerClient client(PeerSeal seal, ClusterTls tls) {
        return new PeerClient(seal, Optional.of(tls), InetAddress.getLoopbackAddress());
    }

    private static ClusterTls tls(TestCertificates made, String name, String authorities) {
        return new ClusterTls(
                new TlsSettings(
                        TlsSettings.Use.NODES,
                        made.file(name + ".crt"),
                        made.file(name + ".key"),
                        Optional.of(made.file(authorities + ".crt"))),
                InstantSource.system());
    }

    private InetSocketAddress serve(PeerSeal seal) throws IOException {
        return serve(seal, Optional.empty());
    }

    private InetSocketAddress serve(PeerSeal seal, Optional<ClusterTls> tls) throws IOException {
        return serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), seal, tls);
    }

    private InetSocketAddress serve(ServerSocket socket, PeerSeal seal, Optional<ClusterTls> tls) {
        sockets.add(socket);
        PeerPort.Answers answers = new PeerPort.Answers() {
            @Override
            public PeerView probed(PeerView prober, InetAddress from) {
                asked.add(prober);
                return ONE;
            }

            @Override
            public GrantAnswer asked(PeerView asker) {
                asked.add(asker);
                return GrantAnswer.NOT_LARGER;
            }
        };
        Thread thread = new Thread(new PeerPort(socket, seal, tls, answers, executor)::serve);
        thread.setDaemon(true);
        thread.start();
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    private static PeerView view(int number) {
        NodeName name = new NodeName("n" + number + "@host");
        IslandMember self = new IslandMember(
                name,
                new UUID(1, number),
                number,
                1_000L + number,
                Optional.of(new PeerAddress("10.0.0." + number, 47500, 47100, 47700)));
        IslandMember without =
                new IslandMember(new NodeName("m" + number + "@host"), new UUID(2, number), 7, 0, Optional.empty());
        return new PeerView(name, Optional.of(new Island(List.of(self, without))));
    }
}
