package org.carotene.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Long polling; the end of the id is the end of the line. */
final class PollingLine implements Line {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI uri;
    private final Recorder recorder;
    private final Thread polls = new Thread(this::poll, "polls");
    private final String id;
    private volatile boolean dead;

    PollingLine(String address, Recorder recorder) {
        this.uri = URI.create("http://" + address + ":8080/stream");
        this.recorder = recorder;
        this.id = exchange(HttpRequest.newBuilder(uri).build())
                .headers()
                .firstValue("connection-id")
                .orElseThrow();
        polls.setDaemon(true);
    }

    /** Polls from now on. */
    void listen() {
        polls.start();
    }

    @Override
    public void send(String text) {
        if (!dead) {
            exchange(request().POST(BodyPublishers.ofString(text)).build());
        }
    }

    @Override
    public void close() {
        dead = true;
        polls.interrupt();
    }

    private void poll() {
        while (!dead) {
            try {
                HttpResponse<String> answer = HTTP.send(request().build(), BodyHandlers.ofString());
                if (answer.headers().firstValue("connection-id").isPresent()) {
                    ended("its id has gone");
                } else if (answer.statusCode() == 200) {
                    recorder.take(answer.body());
                }
            } catch (IOException e) {
                ended(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void ended(String how) {
        if (!dead) {
            dead = true;
            recorder.closed("polling: " + how);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(150)).header("Connection-id", id);
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request + " failed", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
