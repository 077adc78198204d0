package org.carotene.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A WebSocket. */
final class SocketLine implements Line, WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Recorder recorder;
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean dead;

    SocketLine(String address, Recorder recorder) {
        this.recorder = recorder;
        this.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + address + ":8080/stream"), this)
                .join();
    }

    @Override
    public void send(String text) {
        if (!dead) {
            socket.sendText(text, true).exceptionally(error -> socket).join();
        }
    }

    @Override
    public void close() {
        dead = true;
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            recorder.take(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended(code + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(error.toString());
    }

    private void ended(String how) {
        if (!dead) {
            dead = true;
            recorder.closed(how);
        }
    }
}
