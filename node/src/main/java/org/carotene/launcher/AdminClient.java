package org.carotene.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.carotene.admin.AdminToken;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.HostPort;
import org.carotene.settings.Settings;

/** Asks the admin API of a running node, for the commands. Blocks. */
final class AdminClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Nodes on one machine take the next free ports; a gap may be left by one that has gone. */
    private static final int PORTS_TRIED = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI url;
    private final String token;

    private AdminClient(HttpClient http, URI url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    /**
     * The API at {@code --url}, or that of the node which these settings would start on this machine.
     *
     * @throws LaunchException if there is no token, or it does not answer; with the nodes that do
     */
    static AdminClient of(Options options) {
        Optional<String> given = options.find("--url");
        if (given.isPresent() && options.find("--config").isPresent()) {
            throw new UsageException("--url and --config exclude each other");
        }
        Settings settings = Main.settings(options.find("--config"));
        String token = token(settings.admin());
        HttpClient http = NodeClient.http(settings.http().tls().isPresent() && given.isEmpty());
        if (given.isPresent()) {
            return new AdminClient(http, NodeClient.parse(given.get()), token);
        }
        String scheme = settings.http().tls().isPresent() ? "https" : "http";
        List<String> others = new ArrayList<>();
        for (int port : ports(settings.admin())) {
            AdminClient client = new AdminClient(http, url(scheme, settings.admin(), port), token);
            Optional<JsonNode> answer = client.hello();
            if (answer.filter(says -> says.path("answered_by")
                            .asText()
                            .equals(settings.nodeName().value()))
                    .isPresent()) {
                return client;
            }
            answer.ifPresent(says -> others.add(says.path("answered_by").asText() + " at " + client.url));
        }
        throw new LaunchException("the admin API of " + settings.nodeName() + " does not answer on this machine"
                + (others.isEmpty() ? "" : "; others do: " + others)
                + " (expected: a running node with admin.enabled, or --url with the address of one)");
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Opens the feed. */
    WebSocket feed(WebSocket.Listener listener) {
        URI feed = URI.create(url.toString().replaceFirst("^http", "ws").replaceFirst("/*$", "") + "/admin/v1/feed");
        try {
            return http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(feed, listener)
                    .join();
        } catch (CompletionException e) {
            throw new LaunchException("no feed at " + url + ": " + NodeSupervisor.rootMessage(e), e);
        }
    }

    private Optional<JsonNode> hello() {
        try {
            HttpResponse<String> response =
                    http.send(request("/nodes").GET().build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(JSON.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/*$", "") + "/admin/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("X-Carotene-Operator", System.getProperty("user.name", ""));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new LaunchException(answer.path("code").asText() + ": "
                        + answer.path("error").asText() + "; "
                        + answer.path("help").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new LaunchException("no admin API answers at " + url + ": " + NodeSupervisor.rootMessage(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }

    private static String token(AdminSettings settings) {
        try {
            return AdminToken.text(settings);
        } catch (IOException e) {
            throw new LaunchException(
                    "no admin token: " + e.getMessage() + " (expected: one in " + settings.tokenFileOrUsual()
                            + ", which a node makes at its start, or in admin.token)",
                    e);
        }
    }

    private static int[] ports(AdminSettings settings) {
        return settings.port()
                .map(port -> new int[] {port})
                .orElseGet(() -> IntStream.range(AdminSettings.FIRST_PORT, AdminSettings.FIRST_PORT + PORTS_TRIED)
                        .toArray());
    }

    private static URI url(String scheme, AdminSettings settings, int port) {
        boolean every = List.of("0.0.0.0", "::").contains(settings.address());
        String host = every ? "localhost" : settings.address();
        return URI.create(scheme + "://" + HostPort.of(host, port));
    }
}
