package org.carotene.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An application's backend to which everybody is who he says he is. */
final class ConsentingBackend implements AutoCloseable {

    private static final byte[] YES = "{\"authenticated\":true,\"user_data\":{}}".getBytes(StandardCharsets.UTF_8);

    private final String address;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    ConsentingBackend(String address) throws IOException {
        this.address = address;
        this.server = HttpServer.create(new InetSocketAddress(address, 0), 500);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, YES.length);
            exchange.getResponseBody().write(YES);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://" + address + ":" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
