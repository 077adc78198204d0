package org.carotene.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Prints what is published on chosen channels, a line for each publication; the feed's own thread does. */
final class Tail implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PING_SECONDS = 30;

    private final PrintStream out;
    private final boolean json;
    private final StringBuilder parts = new StringBuilder();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    Tail(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Blocks until the time is over, or for ever; false when the node ends it. */
    boolean follow(AdminClient client, List<String> names, Optional<Duration> limit) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", "subscribe").put("id", "tail").put("topic", "tail").put("every_ms", 250);
        for (String name : names) {
            boolean pattern = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
            message.withArray(pattern ? "patterns" : "channels").add(name);
        }
        WebSocket socket = client.feed(this);
        socket.sendText(message.toString(), true).join();
        long until = limit.map(time -> System.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
        while (System.nanoTime() < until) {
            long rest = Math.min(TimeUnit.SECONDS.toNanos(PING_SECONDS), until - System.nanoTime());
            if (endedWithin(rest)) {
                return false;
            }
            socket.sendText("{\"type\":\"ping\"}", true).join();
        }
        socket.abort();
        return true;
    }

    private boolean endedWithin(long nanos) {
        try {
            throw new CommandException(ended.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new CommandException("the feed broke: " + RootCause.message(e), e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            String text = parts.toString();
            parts.setLength(0);
            receive(text);
        }
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended.complete("the node has ended the feed: " + code + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended.completeExceptionally(error);
    }

    private void receive(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.path("type").asText().equals("error")) {
                ended.complete(message.path("code").asText() + ": "
                        + message.path("error").asText());
            }
            JsonNode data = message.path("data");
            data.path("items").forEach(this::print);
            if (data.path("dropped").asLong() > 0 && !json) {
                out.println("... " + data.path("dropped").asLong() + " more, too many to show");
            }
            out.flush();
        } catch (IOException e) {
            ended.complete("the node has sent what is not JSON");
        }
    }

    private void print(JsonNode item) {
        if (json) {
            out.println(item);
            return;
        }
        JsonNode publisher = item.path("publisher");
        String who = publisher.path("user").isTextual()
                ? publisher.path("user").asText()
                : publisher.path("kind").asText();
        String what = item.path("truncated").asBoolean()
                ? item.path("text").asText() + "... (" + item.path("size_bytes").asLong() + " bytes)"
                : item.path("message").toString();
        out.println(item.path("at").asText() + "  " + item.path("channel").asText() + "  " + who + "  " + what);
    }
}
