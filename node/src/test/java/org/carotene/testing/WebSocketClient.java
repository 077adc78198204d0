package org.carotene.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real WebSocket client that keeps what it receives, in order, until a test asks for it. */
public final class WebSocketClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile long closedAtNanos;
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private WebSocketClient(HttpClient http, URI uri, String... headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(uri, this).join();
    }

    public static WebSocketClient connect(int port, String... headers) {
        return new WebSocketClient(HTTP, URI.create("ws://127.0.0.1:" + port + "/stream"), headers);
    }

    /** To another path than the clients' own, with these headers. */
    public static WebSocketClient connectTo(URI uri, String... headers) {
        return new WebSocketClient(HTTP, uri, headers);
    }

    /** By TLS, through a client that trusts the server's certificate. */
    public static WebSocketClient connectSecurely(HttpClient http, int port) {
        return new WebSocketClient(http, URI.create("wss://127.0.0.1:" + port + "/stream"));
    }

    public WebSocketClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    public void sendPart(String text, boolean last) {
        socket.sendText(text, last).join();
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Sends a protocol ping and waits for the pong's data. */
    public String pingPong(String data) throws InterruptedException {
        socket.sendPing(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8))).join();
        return taken(pongs.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    /** The next message, waited for. */
    public String next() throws InterruptedException {
        return taken(received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    public List<String> next(int count) throws InterruptedException {
        List<String> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(next());
        }
        return messages;
    }

    /** What has come and not been asked for. */
    public List<String> rest() {
        List<String> rest = new ArrayList<>();
        received.drainTo(rest);
        return rest;
    }

    /** The code that the server has closed with, waited for; 1006 when it went without one. */
    public int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** When {@link #closeCode} came, as {@link System#nanoTime}. */
    public long closedAtNanos() {
        return closedAtNanos;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failure -> socket);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        pongs.add(StandardCharsets.UTF_8.decode(message).toString());
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closedAtNanos = System.nanoTime();
        closed.complete(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    private static String taken(@Nullable String message) {
        if (message == null) {
            throw new AssertionError("no message within " + PATIENCE.toSeconds() + " s");
        }
        return message;
    }
}
