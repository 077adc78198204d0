package org.carotene.admingui.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.carotene.admingui.model.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to one node: puts the parts of messages together and sends one message after the other.
 *
 * <p>Listener calls come on a thread of the HTTP client, one after the other; {@link #send} from any thread.
 */
final class Feed implements WebSocket.Listener {
    private static final int MAX_CHARS = 16 << 20;

    private final Consumer<JsonNode> messages;
    private final Consumer<Sentence> ended;
    private final StringBuilder parts = new StringBuilder();

    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;
    private volatile long heardNanos = System.nanoTime();

    /** {@code ended} is told once or more why nothing will come any more. */
    Feed(Consumer<JsonNode> messages, Consumer<Sentence> ended) {
        this.messages = messages;
        this.ended = ended;
    }

    /** When something came the last time. */
    long heardNanos() {
        return heardNanos;
    }

    /** From here on it sends; the socket allows one message at a time, so the others wait. */
    synchronized void opened(WebSocket webSocket) {
        socket = webSocket;
    }

    synchronized void send(JsonNode message) {
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        String text = message.toString();
        sending = sending.thenCompose(sent -> open.sendText(text, true)).exceptionally(failure -> {
            ended.accept(Reasons.of(failure));
            return null;
        });
    }

    synchronized void close() {
        if (socket != null) {
            socket.abort();
            socket = null;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        heardNanos = System.nanoTime();
        webSocket.request(1);
        if (parts.length() + data.length() > MAX_CHARS) {
            ended.accept(Sentence.own(
                    "own_too_long", "a message of more than " + MAX_CHARS + " characters", Map.of("limit", MAX_CHARS)));
            webSocket.abort();
            return null;
        }
        parts.append(data);
        if (last) {
            String text = parts.toString();
            parts.setLength(0);
            try {
                messages.accept(Json.tree(text));
            } catch (JsonProcessingException e) {
                ended.accept(Sentence.own(
                        "own_unreadable",
                        "unreadable message: " + e.getOriginalMessage(),
                        Map.of("reason", e.getOriginalMessage())));
            }
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        String code = String.valueOf(statusCode);
        ended.accept(
                reason.isEmpty()
                        ? Sentence.own("own_closed", "closed by the node (" + code + ")", Map.of("code", code))
                        : Sentence.own(
                                "own_closed_because",
                                reason + " (" + code + ")",
                                Map.of("code", code, "reason", reason)));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ended.accept(Reasons.of(error));
    }
}
