package org.carotene.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend on loopback that answers what it is told to, and remembers what it was asked. */
public final class LocalBackend implements AutoCloseable {

    /** What a request becomes; may block, as a slow backend does. */
    public interface Behaviour {
        Reply to(Map<String, String> form) throws Exception;
    }

    public record Reply(int status, String contentType, String body) {
        public static Reply of(int status, String body) {
            return new Reply(status, "application/json", body);
        }
    }

    public record Request(String method, String contentType, String body, Map<String, String> form) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final HttpServer server;
    private final int port;
    private volatile Behaviour behaviour;

    public LocalBackend(Behaviour behaviour) throws IOException {
        this(0, behaviour);
    }

    public LocalBackend(int port, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        this.port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static LocalBackend answering(int status, String body) throws IOException {
        return new LocalBackend(form -> Reply.of(status, body));
    }

    public void behave(Behaviour other) {
        behaviour = other;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/callback");
    }

    public int port() {
        return port;
    }

    public List<Request> requests() {
        return requests;
    }

    public List<String> received(String field) {
        return requests.stream().map(request -> request.form().get(field)).toList();
    }

    public int connections() {
        return clientPorts.size();
    }

    public int mostAtOnce() {
        return mostRunning.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange, reply(exchange));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("behaviour failed", e);
        }
    }

    private Reply reply(HttpExchange exchange) throws Exception {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = form(body);
            requests.add(new Request(
                    exchange.getRequestMethod(), exchange.getRequestHeaders().getFirst("Content-Type"), body, form));
            return behaviour.to(form);
        } finally {
            // Before the answer goes out: whoever has it may send the next request at once.
            running.decrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
