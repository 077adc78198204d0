package org.carotene.admingui.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An application's backend to which every user is known. */
final class Backend implements AutoCloseable {
    private static final byte[] KNOWN = "{\"authenticated\":true,\"user_data\":{}}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    Backend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, KNOWN.length);
                exchange.getResponseBody().write(KNOWN);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/authenticate";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
