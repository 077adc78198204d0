package org.carotene.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.Settings;
import org.carotene.settings.TlsSettings;
import org.carotene.testing.PollingClient;
import org.carotene.testing.TestCertificates;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;

/** What lies between client and node; whatever holds over the one holds over the other. */
enum Wire {
    PLAIN {
        @Override
        Settings of(Settings settings) {
            return settings;
        }

        @Override
        WebSocketClient connect(int port) {
            return WebSocketClient.connect(port);
        }

        @Override
        PollingClient poll(int port) throws IOException, InterruptedException {
            return PollingClient.open(port);
        }

        @Override
        Socket open(int port) throws IOException {
            return connected(new Socket(), port);
        }
    },
    TLS {
        @Override
        Settings of(Settings settings) {
            HttpSettings http = TestSettings.secure(settings.http(), Trusted.FILES);
            return TestSettings.of(settings.limits(), http);
        }

        @Override
        WebSocketClient connect(int port) {
            return WebSocketClient.connectSecurely(Trusted.CLIENT, port);
        }

        @Override
        PollingClient poll(int port) throws IOException, InterruptedException {
            return PollingClient.openSecurely(Trusted.CLIENT, port);
        }

        @Override
        Socket open(int port) throws IOException {
            return connected(Trusted.CONTEXT.getSocketFactory().createSocket(), port);
        }
    };

    private static final int PATIENCE_MILLIS = 20_000;

    /** The same settings for a node on this wire. */
    abstract Settings of(Settings settings);

    abstract WebSocketClient connect(int port);

    /** A client that has an id. */
    abstract PollingClient poll(int port) throws IOException, InterruptedException;

    /** A connection whose client takes little ahead, so that large answers stay at the server. */
    abstract Socket open(int port) throws IOException;

    private static Socket connected(Socket socket, int port) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Made when the first test needs it. */
    private static final class Trusted {

        static final TlsSettings FILES;
        static final SSLContext CONTEXT;
        static final HttpClient CLIENT;

        static {
            try {
                Path directory = Files.createTempDirectory(Path.of("target"), "tls");
                TestCertificates made = new TestCertificates(directory).selfSigned("node");
                FILES = new TlsSettings(
                        TlsSettings.Use.CLIENTS, made.file("node.crt"), made.file("node.key"), Optional.empty());
                CONTEXT = made.trusting("node.crt");
                CLIENT = HttpClient.newBuilder().sslContext(CONTEXT).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
