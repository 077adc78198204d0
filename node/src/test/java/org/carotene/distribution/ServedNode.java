package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node seen from outside, by its port. */
final class ServedNode {
    private static final Pattern PORT = Pattern.compile("HTTP server listening to port (\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final int port;

    private ServedNode(int port) {
        this.port = port;
    }

    /** The node that logged this. */
    static ServedNode thatLogged(String text) {
        Matcher matcher = PORT.matcher(text);
        assertThat(matcher.find()).as("\"%s\" in: %s", PORT, text).isTrue();
        return new ServedNode(Integer.parseInt(matcher.group(1)));
    }

    /** The status of a GET. */
    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    /** The body of a GET. */
    String body(String path) throws IOException, InterruptedException {
        return get(path).body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("http", path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A publication by REST reaches a WebSocket that has subscribed. */
    void carriesAPublication() throws IOException, InterruptedException {
        Frames frames = new Frames();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(uri("ws", "/stream"), frames)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        socket.sendText("{\"subscribe\":\"news\"}", true).join();
        // The answer shows that what was sent before it has been handled.
        socket.sendText("ping", true).join();
        assertThat(frames.next()).isEqualTo("pong");
        HttpRequest publish = HttpRequest.newBuilder(uri("http", "/api/channels/news/messages"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString("message=hi"))
                .build();

        int status = http.send(publish, HttpResponse.BodyHandlers.discarding()).statusCode();

        assertThat(status).isEqualTo(204);
        assertThat(frames.next())
                .isEqualTo(
                        "{\"type\":\"message\",\"message\":\"\\\"hi\\\"\",\"channel\":\"news\",\"from_server\":\"true\"}");
        socket.abort();
    }

    /** Waits until nobody listens to the port any more. */
    void isGone() {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try {
                get("/health/live");
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    /** The text frames of a connection. */
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<String> complete = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        String next() throws InterruptedException {
            String frame = complete.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within 10 s").isNotNull();
            return frame;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                complete.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
