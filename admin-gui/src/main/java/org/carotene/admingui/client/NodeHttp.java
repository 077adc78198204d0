package org.carotene.admingui.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.carotene.admingui.model.NodeAddress;

/**
 * One node's admin API: requests and the feed.
 *
 * <p>From any thread; never blocks. A future fails with an {@link AdminException} if the node says why, else with an {@link
 * IOException}, wrapped as futures do.
 */
public final class NodeHttp {
    static final String ROOT = "/admin/v1";

    // A node itself waits 2 s for the others.
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration DOWNLOAD_PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final NodeAddress address;
    private final Access access;

    NodeHttp(HttpClient http, NodeAddress address, Access access) {
        this.http = http;
        this.address = address;
        this.access = access;
    }

    /** What all nodes of a cluster are asked with. */
    static HttpClient client(Access access) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(4))
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (access.tls()) {
            builder.sslContext(CertificateTrust.context(access.trusted()));
        }
        return builder.build();
    }

    NodeAddress address() {
        return address;
    }

    <T> CompletableFuture<T> get(String path, TypeReference<T> type) {
        return built(() -> request(path).GET().build()).thenCompose(request -> send(request, type));
    }

    <T> CompletableFuture<T> post(String path, JsonNode body, TypeReference<T> type) {
        return built(() -> request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build())
                .thenCompose(request -> send(request, type));
    }

    /** Writes the answer to a file, which is only there when it is whole. */
    CompletableFuture<Path> download(String path, Path file) {
        return built(() -> request(path).timeout(DOWNLOAD_PATIENCE).GET().build())
                .thenCompose(request -> http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                .thenApply(response -> {
                    if (response.statusCode() != 200) {
                        throw refusal(response);
                    }
                    try {
                        return Files.write(file, response.body());
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    CompletableFuture<WebSocket> openFeed(WebSocket.Listener listener) {
        return built(() -> {
                    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
                    headers().forEach(builder::header);
                    return builder;
                })
                .thenCompose(builder -> builder.buildAsync(
                        address.uri(access.tls() ? "wss" : "ws").resolve(ROOT + "/feed"), listener));
    }

    /** What cannot be sent, to a host or with a token that HTTP does not know, fails as what was sent and not answered. */
    private static <R> CompletableFuture<R> built(Supplier<R> request) {
        try {
            return CompletableFuture.completedFuture(request.get());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        address.uri(access.tls() ? "https" : "http").resolve(ROOT + path))
                .timeout(PATIENCE);
        headers().forEach(builder::header);
        return builder;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + access.token());
        if (!access.operator().isEmpty()) {
            // Encoded, since a header carries no letters beyond Latin-1.
            headers.put(
                    "X-Carotene-Operator",
                    URLEncoder.encode(access.operator(), StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return headers;
    }

    private <T> CompletableFuture<T> send(HttpRequest request, TypeReference<T> type) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw refusal(response);
            }
            try {
                return Json.value(Json.tree(response.body()), type);
            } catch (IOException e) {
                throw AdminException.unreadable(e.getMessage());
            }
        });
    }

    private static AdminException refusal(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        try {
            return AdminException.of(status, Json.tree(response.body()));
        } catch (IOException e) {
            return AdminException.status(status);
        }
    }
}
