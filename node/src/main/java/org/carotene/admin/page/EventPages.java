package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Timeline;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/** The timelines of all nodes as one. */
public final class EventPages {

    private static final Seen NOTHING = new Seen(0, null);

    private final NodeCalls calls;

    EventPages(NodeCalls calls) {
        this.calls = calls;
    }

    /** Newest first. */
    CompletionStage<ObjectNode> page(AdminRequest request) {
        int limit = request.limit();
        Optional<Cursor> after = Cursor.of(request);
        ObjectNode question = Trees.object().put("limit", limit);
        after.ifPresent(cursor -> question.set("cursor", cursor.tree()));
        request.time("since").ifPresent(since -> question.put("since", since.toString()));
        ArrayNode types = question.putArray("types");
        request.text("type").ifPresent(text -> Arrays.stream(text.split(",")).forEach(type -> types.add(known(type))));
        return calls.askAll(request.node(), "events", question)
                .thenApply(
                        gathered -> Answer.of(calls.self(), gathered.missingTree(), Rows.page(gathered, limit, after)));
    }

    /** The last event that has come from a node, and which of its processes that was; null where it does not say. */
    public record Seen(long last, @Nullable String begun) {}

    /** What is new on any node, oldest first. */
    public CompletionStage<ObjectNode> later(Map<NodeName, Seen> seen) {
        Map<NodeName, ObjectNode> questions = new HashMap<>();
        for (NodeName node : calls.nodes(Optional.empty())) {
            Seen before = seen.getOrDefault(node, NOTHING);
            questions.put(node, Trees.object().put("after", before.last()).put("begun", before.begun()));
        }
        return calls.askEach("later_events", questions).thenApply(gathered -> {
            List<JsonNode> events = new ArrayList<>();
            gathered.answers().forEach((node, answer) -> {
                answer.path("items").forEach(events::add);
                seen.put(node, new Seen(answer.path("last").asLong(), Trees.text(answer, "begun")));
            });
            events.sort(Comparator.comparing(event -> event.path("at").asText()));
            ObjectNode page = Trees.object();
            page.putArray("items").addAll(events);
            return Answer.of(calls.self(), gathered.missingTree(), page);
        });
    }

    private static String known(String type) {
        for (Timeline.Type known : Timeline.Type.values()) {
            if (known.label().equals(type)) {
                return type;
            }
        }
        String all = Arrays.stream(Timeline.Type.values())
                .map(Timeline.Type::label)
                .toList()
                .toString();
        throw AdminException.parameter("type", type, "one of " + all);
    }
}
