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
import java.util.concurrent.TimeUnit;
import org.carotene.cluster.IgniteNodes;
import org.carotene.settings.SettingsReader;
import org.carotene.testing.WebSocketClient;

/** A node with settings as an operator writes them, on its own unless attached; asked by REST. */
final class ConfiguredNode implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Gateway gateway;

    private ConfiguredNode(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Starts it with these lines of settings. */
    static ConfiguredNode with(String... lines) throws IOException {
        return named("limits@localhost", lines);
    }

    static ConfiguredNode named(String name, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "node_name: " + name, "address: 127.0.0.1", "port: 0", "limits.drain_time: 0s", "admin: false"));
        all.addAll(List.of(lines));
        SettingsReader reader = new SettingsReader(Map.of(), Map.of());
        return new ConfiguredNode(Gateway.start(reader.text("limits.yaml", String.join("\n", all))));
    }

    /** Takes it into that cluster. */
    void attach(IgniteNodes cluster) throws Exception {
        gateway.attach(cluster.start(gateway.settings().nodeName().value()))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
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
