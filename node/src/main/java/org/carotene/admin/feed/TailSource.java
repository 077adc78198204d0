package org.carotene.admin.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.carotene.admin.log.ActionLog;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/** What is published on chosen channels on any node; asked of all nodes whenever it is due. */
final class TailSource implements FeedSource {

    private static final int MOST_CHANNELS = 50;
    private static final int LEAST_BYTES = 64;
    private static final int MOST_BYTES = 65_536;
    private static final int USUAL_BYTES = 4_096;
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_NOTE = 200;

    /** So that whoever looks sees that it is alive. */
    private static final long AT_LEAST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final NodeCalls calls;
    private final Optional<NodeName> node;
    private final ObjectNode question;
    private final Map<NodeName, Long> droppedTotals = new HashMap<>();
    private final AdminRequest.Caller caller;
    private volatile boolean noted;
    private long droppedSince;
    private long toldNanos = System.nanoTime() - AT_LEAST_EVERY_NANOS;

    TailSource(NodeCalls calls, AdminRequest.Caller caller, ObjectNode message) {
        this.calls = calls;
        this.node = Optional.ofNullable(Trees.text(message, "node")).map(AdminRequest::nodeName);
        int bytes = message.path("max_bytes").asInt(USUAL_BYTES);
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw AdminException.parameter("max_bytes", String.valueOf(bytes), LEAST_BYTES + ".." + MOST_BYTES);
        }
        int count = names(message.path("channels")) + names(message.path("patterns"));
        if (count < 1 || count > MOST_CHANNELS) {
            throw AdminException.parameter(
                    "channels, patterns", String.valueOf(count), "1.." + MOST_CHANNELS + " together");
        }
        question = Trees.object().put("id", UUID.randomUUID().toString()).put("max_bytes", bytes);
        question.putArray("channels").addAll(list(message.path("channels")));
        question.putArray("patterns").addAll(list(message.path("patterns")));
        this.caller = caller;
    }

    /** Reading along is something that an operator does, so it is noted where he is connected, before it begins. */
    @Override
    public CompletionStage<Optional<ObjectNode>> next() {
        if (noted) {
            return take();
        }
        String names = Stream.of("channels", "patterns")
                .flatMap(field -> StreamSupport.stream(question.path(field).spliterator(), false))
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        Sentence what = Sentence.Kind.ACT_TAIL.with(
                "channels", names.length() > LONGEST_NOTE ? names.substring(0, LONGEST_NOTE) + "..." : names);
        return calls.ask(calls.self(), "action", ActionLog.question(caller, what))
                .thenCompose(done -> {
                    noted = true;
                    return take();
                });
    }

    private CompletionStage<Optional<ObjectNode>> take() {
        return calls.askAll(node, "tail", question).thenApply(this::page);
    }

    @Override
    public void stop() {
        var unused = calls.askAll(node, "end_tail", question).exceptionally(failure -> null);
    }

    private Optional<ObjectNode> page(NodeCalls.Gathered gathered) {
        List<ObjectNode> items = new ArrayList<>();
        gathered.answers().forEach((name, answer) -> {
            answer.path("items").forEach(item -> items.add(withMessage((ObjectNode) item)));
            droppedSince += answer.path("dropped").asLong();
            droppedTotals.put(name, answer.path("dropped_total").asLong());
        });
        long now = System.nanoTime();
        if (items.isEmpty() && droppedSince == 0 && now - toldNanos < AT_LEAST_EVERY_NANOS) {
            return Optional.empty();
        }
        toldNanos = now;
        items.sort(Comparator.comparing(item -> item.path("at").asText()));
        ObjectNode page = Trees.object()
                .put("dropped", droppedSince)
                .put(
                        "dropped_total",
                        droppedTotals.values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
        droppedSince = 0;
        page.putArray("items").addAll(items);
        return Optional.of(Answer.of(calls.self(), gathered.missingTree(), page));
    }

    private static ObjectNode withMessage(ObjectNode item) {
        JsonNode json = item.remove("json");
        String text = json == null || json.isNull() ? null : json.asText();
        item.set("message", text == null ? Trees.object().nullNode() : parsed(text, item));
        return item;
    }

    /** A payload is JSON, whoever published it; should one not be, it is shown as the text that it is. */
    private static JsonNode parsed(String text, ObjectNode item) {
        try {
            return Trees.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            item.put("text", text);
            return Trees.object().nullNode();
        }
    }

    private static int names(JsonNode names) {
        for (JsonNode name : names) {
            if (!name.isTextual() || name.asText().isEmpty() || name.asText().length() > LONGEST_NAME) {
                throw AdminException.parameter(
                        "channels, patterns", name.toString(), "texts of 1.." + LONGEST_NAME + " characters");
            }
        }
        return names.size();
    }

    private static ArrayNode list(@Nullable JsonNode names) {
        return names instanceof ArrayNode array ? array : Trees.array();
    }
}
