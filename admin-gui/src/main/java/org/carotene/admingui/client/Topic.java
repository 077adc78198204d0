package org.carotene.admingui.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked for on the feed, with its parameters. */
public sealed interface Topic {
    /** How much of a message a tail shows. */
    int TAIL_SHOWN_BYTES = 16_384;

    /** As {@code GET /overview}. */
    static Topic overview(Duration every) {
        return new Figures("overview", every);
    }

    /** As {@code GET /nodes}. */
    static Topic nodes(Duration every) {
        return new Figures("nodes", every);
    }

    /** As {@code GET /nodes/NAME}. */
    static Topic node(String name, Duration every) {
        return new OneNode(name, every);
    }

    /** What happens from now on; when it is asked of the next node, from that time on, before the first the last hundred. */
    static Topic events(Supplier<@Nullable Instant> since) {
        return new Events(since);
    }

    /** Any page of the API, by its path without the root. */
    static Topic page(String path, Duration every) {
        return new OfPath(path, every);
    }

    /** Publications on these channels, and on those that fit a pattern. */
    static Topic tail(List<String> channels, List<String> patterns) {
        return new Tail(channels, patterns);
    }

    /** The message that asks for it. */
    ObjectNode message(String id);

    private static ObjectNode subscribe(String id, String topic, Duration every) {
        return Json.object()
                .put("type", "subscribe")
                .put("id", id)
                .put("topic", topic)
                .put("every_ms", every.toMillis());
    }

    /** A topic without parameters. */
    record Figures(String topic, Duration every) implements Topic {
        @Override
        public ObjectNode message(String id) {
            return subscribe(id, topic, every);
        }
    }

    /** The timeline as it grows. */
    record Events(Supplier<@Nullable Instant> since) implements Topic {
        @Override
        public ObjectNode message(String id) {
            ObjectNode message = subscribe(id, "events", Duration.ofMillis(500));
            Instant from = since.get();
            return from == null ? message : message.put("since", from.toString());
        }
    }

    /** One node's detail. */
    record OneNode(String node, Duration every) implements Topic {
        @Override
        public ObjectNode message(String id) {
            return subscribe(id, "node", every).put("node", node);
        }
    }

    /** A page that is asked for again and again. */
    record OfPath(String path, Duration every) implements Topic {
        @Override
        public ObjectNode message(String id) {
            return subscribe(id, "page", every).put("path", path);
        }
    }

    /** Publications as they come. */
    record Tail(List<String> channels, List<String> patterns) implements Topic {
        public Tail {
            channels = List.copyOf(channels);
            patterns = List.copyOf(patterns);
        }

        @Override
        public ObjectNode message(String id) {
            ObjectNode message = subscribe(id, "tail", Duration.ofMillis(250)).put("max_bytes", TAIL_SHOWN_BYTES);
            put(message.putArray("channels"), channels);
            put(message.putArray("patterns"), patterns);
            return message;
        }

        private static void put(ArrayNode array, List<String> values) {
            values.forEach(array::add);
        }
    }
}
