package org.carotene.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carotene.testing.WebSocketClient;

/** Somebody who asks one node's admin API, as curl would, and remembers everything that he was told. */
public final class Operator {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final String token;
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** @param url such as {@code http://127.0.0.1:8181} */
    public Operator(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** The answer of a GET below {@code /admin/v1}, which has to be 200. */
    public JsonNode get(String path) {
        return ok(send("GET", path, ""));
    }

    public JsonNode post(String path, String body) {
        return ok(send("POST", path, body));
    }

    /** The refusal of a GET. */
    JsonNode refused(int status, String path) {
        return refused(status, "GET", path, "");
    }

    public JsonNode refused(int status, String method, String path, String body) {
        HttpResponse<byte[]> response = send(method, path, body);
        if (response.statusCode() != status) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + text(response));
        }
        return tree(response);
    }

    byte[] bytes(String path) {
        HttpResponse<byte[]> response = send("GET", path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + text(response));
        }
        return response.body();
    }

    HttpResponse<byte[]> send(String method, String path, String body) {
        return send(method, path, body, "tester");
    }

    HttpResponse<byte[]> send(String method, String path, String body, String operator) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/admin/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("X-Carotene-Operator", operator)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            told.add(text(response));
            return response;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    /** A feed. */
    WebSocketClient feed() {
        return WebSocketClient.connectTo(
                URI.create(url.replace("http", "ws") + "/admin/v1/feed"), "Authorization", "Bearer " + token);
    }

    /** Everything that has ever been answered. */
    public String told() {
        return String.join("\n", told);
    }

    public static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode ok(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.uri() + ": " + response.statusCode() + " " + text(response));
        }
        return tree(response);
    }

    private static JsonNode tree(HttpResponse<byte[]> response) {
        return tree(text(response));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
