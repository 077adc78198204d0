package org.carotene.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.carotene.admin.AdminPort;
import org.carotene.admin.AdminToken;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.HostPort;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;

/** Asks the admin API of a running node, for the commands. Blocks. */
public final class AdminClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
     * @throws CommandException if there is no token, no such node, or it does not answer
     */
    public static AdminClient of(Options options) {
        Optional<String> given = options.find("--url");
        if (given.isPresent() && options.find("--config").isPresent()) {
            throw new UsageException("--url and --config exclude each other");
        }
        Settings settings = options.settings();
        String token = token(settings.admin());
        HttpClient http = NodeClient.http(settings.http().tls().isPresent() && given.isEmpty());
        if (given.isPresent()) {
            return new AdminClient(http, NodeClient.parse(given.get()), token);
        }
        AdminClient client = new AdminClient(http, url(settings), token);
        client.checkIs(settings.nodeName());
        return client;
    }

    public JsonNode get(String path) {
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
            throw new CommandException("no feed at " + url + ": " + RootCause.message(e), e);
        }
    }

    private void checkIs(NodeName expected) {
        String answering = get("/nodes").path("answered_by").asText();
        if (!answering.equals(expected.value())) {
            throw new CommandException("at " + url + " answers " + answering + " (expected: " + expected + ")");
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
                throw new CommandException(answer.path("code").asText() + ": "
                        + answer.path("error").asText() + "; "
                        + answer.path("help").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new CommandException("no admin API answers at " + url + ": " + RootCause.message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    private static String token(AdminSettings settings) {
        try {
            return AdminToken.text(settings);
        } catch (IOException e) {
            throw new CommandException(
                    "no admin token: " + e.getMessage() + " (expected: one in " + settings.tokenFileOrUsual()
                            + ", which a node makes at its start, or in admin.token)",
                    e);
        }
    }

    /**
     * Where the node says it listens, or where the settings say that it shall, and nowhere else: whoever listens there is
     * shown the token.
     */
    private static URI url(Settings settings) {
        AdminSettings admin = settings.admin();
        int port = written(settings)
                .or(() -> admin.port().filter(named -> named > 0))
                .orElseThrow(() -> new CommandException("no admin API of " + settings.nodeName()
                        + " on this machine: " + AdminPort.file(admin, settings.nodeName())
                        + " is missing (expected: a running node with admin.enabled, or its address by --url or"
                        + " admin.port)"));
        String scheme = settings.http().tls().isPresent() ? "https" : "http";
        boolean every = List.of("0.0.0.0", "::").contains(admin.address());
        return URI.create(scheme + "://" + HostPort.of(every ? "localhost" : admin.address(), port));
    }

    private static Optional<Integer> written(Settings settings) {
        try {
            return AdminPort.read(settings.admin(), settings.nodeName());
        } catch (IOException e) {
            throw new CommandException("no port of the admin API: " + e.getMessage(), e);
        }
    }
}
