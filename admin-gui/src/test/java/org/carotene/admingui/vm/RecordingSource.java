package org.carotene.admingui.vm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.carotene.admingui.client.FeedListener;
import org.carotene.admingui.client.Source;
import org.carotene.admingui.client.Topic;

/** Remembers what is asked, and answers when the test wants it to. */
final class RecordingSource implements Source {
    final List<Asked> asked = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();

    record Request(String path, JsonNode body, CompletableFuture<Object> answer) {}

    static final class Asked {
        final Topic topic;
        final FeedListener<Object> listener;
        boolean over;

        Asked(Topic topic, FeedListener<Object> listener) {
            this.topic = topic;
            this.listener = listener;
        }

        String path() {
            return ((Topic.OfPath) topic).path();
        }
    }

    /** The subscriptions that have not ended. */
    List<Asked> open() {
        return asked.stream().filter(one -> !one.over).toList();
    }

    Asked last() {
        return asked.get(asked.size() - 1);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Runnable subscribe(Topic topic, TypeReference<T> type, FeedListener<T> listener) {
        Asked one = new Asked(topic, (FeedListener<Object>) listener);
        asked.add(one);
        return () -> one.over = true;
    }

    @Override
    public <T> CompletableFuture<T> get(String path, TypeReference<T> type) {
        return request(path, null);
    }

    @Override
    public <T> CompletableFuture<T> post(String path, JsonNode body, TypeReference<T> type) {
        return request(path, body);
    }

    @Override
    public CompletableFuture<Path> download(String path, Path file) {
        return request(path, null);
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> request(String path, JsonNode body) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        requests.add(new Request(path, body, answer));
        return (CompletableFuture<T>) answer;
    }
}
