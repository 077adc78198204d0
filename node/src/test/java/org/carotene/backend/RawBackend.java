package org.carotene.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does to its connections what no HTTP server would. */
final class RawBackend implements AutoCloseable {

    /** What becomes of a connection; it is closed afterwards. */
    interface Connection {
        void serve(Socket socket) throws Exception;
    }

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread acceptor;

    RawBackend(Connection connection) throws IOException {
        acceptor = new Thread(() -> accept(connection), "raw-backend");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        acceptor.interrupt();
    }

    private void accept(Connection connection) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                accepted.incrementAndGet();
                connection.serve(socket);
            } catch (InterruptedException | IOException expected) {
                // what the test is about, or its end
            } catch (Exception e) {
                throw new IllegalStateException("connection failed", e);
            }
        }
    }
}
