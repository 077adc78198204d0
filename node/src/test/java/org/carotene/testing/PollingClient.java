package org.carotene.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that polls as a browser's XMLHttpRequest does. */
public final class PollingClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI uri;
    private volatile String id = "";

    public PollingClient(int port) {
        this(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + port + "/stream"));
    }

    private PollingClient(HttpClient http, URI uri) {
        this.http = http;
        this.uri = uri;
    }

    /** Gets itself an id. */
    public static PollingClient open(int port) throws IOException, InterruptedException {
        return new PollingClient(port).opened();
    }

    /** Gets itself an id by TLS, through a client that trusts the server's certificate. */
    public static PollingClient openSecurely(HttpClient http, int port) throws IOException, InterruptedException {
        return new PollingClient(http, URI.create("https://127.0.0.1:" + port + "/stream")).opened();
    }

    private PollingClient opened() throws IOException, InterruptedException {
        id = get().headers().firstValue("connection-id").orElseThrow();
        return this;
    }

    /** The same client, of the same id, at another node. */
    public PollingClient at(int port) {
        return at(port, id);
    }

    /** A client that claims to have that id. */
    public PollingClient at(int port, String claimed) {
        PollingClient there = new PollingClient(port);
        there.id = claimed;
        return there;
    }

    public String id() {
        return id;
    }

    public HttpResponse<String> get() throws IOException, InterruptedException {
        return send("GET", "");
    }

    public CompletableFuture<HttpResponse<String>> getLater() {
        return http.sendAsync(request("GET", ""), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String message) throws IOException, InterruptedException {
        return send("POST", message);
    }

    public HttpResponse<String> send(String method, String body, String... headers)
            throws IOException, InterruptedException {
        return http.send(request(method, body, headers), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Connection-id", id)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String body, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        if (!id.isEmpty()) {
            builder.header("Connection-id", id);
        }
        return builder.build();
    }
}
