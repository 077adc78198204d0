package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carotene.settings.SettingsReader;
import org.carotene.testing.WebSocketClient;

/** A node on its own, with settings as an operator writes them, asked by REST. */
final class LimitedNode implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Gateway gateway;

    private LimitedNode(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Starts it with these lines of settings. */
    static LimitedNode with(String... lines) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("node_name: limits@localhost", "address: 127.0.0.1", "port: 0", "limits.drain_time: 0s"));
        all.addAll(List.of(lines));
        SettingsReader reader = new SettingsReader(Map.of(), Map.of());
        return new LimitedNode(Gateway.start(reader.text("limits.yaml", String.join("\n", all))));
    }

    int port() {
        return gateway.port();
    }

    WebSocketClient connect() {
        return WebSocketClient.connect(port());
    }

    WebSocketClient subscribed(String channel) throws InterruptedException {
        WebSocketClient client = connect().send("{\"subscribe\":\"" + channel + "\"}");
        assertServes(client);
        return client;
    }

    /** The next thing that the client hears is the answer to a ping, so it has heard nothing else. */
    static void assertServes(WebSocketClient client) throws InterruptedException {
        assertThat(client.send("ping").next()).isEqualTo("pong");
    }

    static String info(String text) {
        return "{\"type\":\"info\",\"payload\":\"" + text + "\"}";
    }

    /** Publishes a form by REST. */
    HttpResponse<String> post(String channel, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/channels/" + encoded(channel) + "/messages"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> presence(String channel) throws IOException, InterruptedException {
        return get("/api/channels/" + encoded(channel) + "/presence");
    }

    /** The present value of one of the figures without labels. */
    double figure(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no figure " + name));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        gateway.stop();
    }
}
