package org.carotene.admingui.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a node: subscribes, publishes, and knows how its connection ended. */
public final class TestClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger received = new AtomicInteger();
    private final WebSocket socket;

    TestClient(int port, String user, String... channels) {
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/stream"), this)
                .join();
        if (!user.isEmpty()) {
            send("{\"authenticate\":\"" + user + "\",\"token\":\"x\"}");
        }
        for (String channel : channels) {
            subscribe(channel);
        }
    }

    public void subscribe(String channel) {
        send("{\"subscribe\":\"" + channel + "\"}");
    }

    /** The message is JSON. */
    public void publish(String channel, String message) {
        send("{\"publish\":" + message + ",\"channel\":\"" + channel + "\"}");
    }

    public void ping() {
        send("ping");
    }

    private void send(String text) {
        socket.sendText(text, true).join();
    }

    /** How many frames have come. */
    public int received() {
        return received.get();
    }

    /** The code with which the node ended it. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (last) {
            received.incrementAndGet();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
