package org.carotene.admingui.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One topic that somebody listens to. Its end from any thread, the rest on the link's. */
final class Ask<T> {
    private final Topic topic;
    private final TypeReference<T> type;
    private final FeedListener<T> listener;
    private volatile boolean over;

    Ask(Topic topic, TypeReference<T> type, FeedListener<T> listener) {
        this.topic = topic;
        this.type = type;
        this.listener = listener;
    }

    ObjectNode message(String id) {
        return topic.message(id);
    }

    /** The listener is told nothing any more. */
    void end() {
        over = true;
    }

    void data(JsonNode data) {
        if (over) {
            return;
        }
        try {
            listener.data(Json.value(data, type));
        } catch (AdminException e) {
            listener.failed(e);
        }
    }

    void failed(JsonNode message) {
        if (!over) {
            listener.failed(AdminException.of(0, message));
        }
    }
}
