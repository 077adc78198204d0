package org.carotene.admin.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.page.EventPages;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Trees;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/** Where a topic of a feed comes from; one call at a time. */
interface FeedSource {

    /** What there is to tell now; empty when there is nothing new. */
    CompletionStage<Optional<ObjectNode>> next();

    /** Nobody looks for now, or any more. */
    default void stop() {}

    /** The source of the topic that a message subscribes to. */
    static FeedSource of(Feeds feeds, AdminRequest.Caller caller, ObjectNode message) {
        String topic = message.path("topic").asText();
        return switch (topic) {
            case "overview", "nodes" -> page(feeds, caller, "/" + topic);
            case "node" -> page(feeds, caller, "/nodes/" + message.path("node").asText());
            case "page" -> page(feeds, caller, message.path("path").asText());
            case "events" -> new Events(feeds.api().events(), Trees.text(message, "since"));
            case "tail" -> new TailSource(feeds.calls(), caller, message);
            default ->
                throw AdminException.parameter("topic", topic, "one of overview, nodes, node, events, page, tail");
        };
    }

    private static FeedSource page(Feeds feeds, AdminRequest.Caller caller, String path) {
        int question = path.indexOf('?');
        String plain = question < 0 ? path : path.substring(0, question);
        if (!plain.startsWith("/") || plain.endsWith("/diagnostics")) {
            throw AdminException.parameter("path", path, "a GET of the API, such as /channels?sort=rate");
        }
        try {
            List<String> parts = AdminRequest.parts(plain.substring(1));
            Map<String, String> query = AdminRequest.parameters(question < 0 ? null : path.substring(question + 1));
            AdminRequest request = new AdminRequest("GET", parts, query, Trees.object(), caller);
            return () -> feeds.api().answer(request).thenApply(Optional::of);
        } catch (IllegalArgumentException e) {
            throw AdminException.parameter("path", path, "each % with two hexadecimal digits behind it");
        }
    }

    /** What happens, from now on. */
    final class Events implements FeedSource {

        private static final int FIRST = 100;

        private final EventPages pages;
        private final Optional<Instant> since;
        private final Map<NodeName, EventPages.Seen> seen = new HashMap<>();
        private boolean begun;

        Events(EventPages pages, @Nullable String since) {
            this.pages = pages;
            this.since = Optional.ofNullable(since).map(text -> AdminRequest.time("since", text));
        }

        @Override
        public CompletionStage<Optional<ObjectNode>> next() {
            return pages.later(seen).thenApply(page -> {
                boolean first = !begun;
                begun = true;
                if (first) {
                    leaveOut(page);
                }
                return first || !page.path("items").isEmpty() ? Optional.of(page) : Optional.empty();
            });
        }

        private void leaveOut(ObjectNode page) {
            ArrayNode items = (ArrayNode) page.path("items");
            while (!items.isEmpty()
                    && since.map(time -> items.get(0).path("at").asText().compareTo(Trees.time(time)) < 0)
                            .orElse(items.size() > FIRST)) {
                items.remove(0);
            }
        }
    }
}
