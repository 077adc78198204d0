package org.carotene.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** What an operator, a load balancer and a backend see of one node. A node that does not answer has said nothing. */
final class Operator {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI node;

    Operator(FaultNode node) {
        this.node = URI.create("http://" + node.address() + ":8080");
    }

    /** {@code /api/cluster}. */
    JsonNode cluster() {
        return json(send(request("/api/cluster").GET()));
    }

    /** Names in a list of {@code /api/cluster}, of nodes or alone. */
    Set<String> named(String list) {
        Set<String> names = new TreeSet<>();
        cluster()
                .path(list)
                .forEach(one -> names.add(
                        one.isTextual() ? one.asText() : one.path("name").asText()));
        return names;
    }

    /** {@code /health/ready}, with the status. */
    String ready() {
        Answer answer = send(request("/health/ready").GET());
        return answer.status() + " " + answer.body();
    }

    /** The value of a figure of that name, without labels; NaN when there is none. */
    double figure(String name) {
        return send(request("/metrics").GET())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    Answer publish(String channel, String message) {
        return send(request("/api/channels/" + channel + "/messages")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("message=" + message)));
    }

    Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** @param retryAfter the header, or empty */
    record Answer(int status, String body, String retryAfter) {}

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node.resolve(path)).timeout(Duration.ofSeconds(5));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException e) {
            return new Answer(0, "", "");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
