package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/** The settings of the nodes side by side. */
final class ConfigPages {

    /** Settings change with a restart alone: an overview need not ask for them each time. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final NodeCalls calls;
    private final SecureRandom random = new SecureRandom();
    private volatile int lastUnexpected;
    private volatile Set<NodeName> lastNodes = Set.of();
    private volatile long lastNanos;

    ConfigPages(NodeCalls calls) {
        this.calls = calls;
    }

    CompletionStage<ObjectNode> one(NodeName node) {
        return calls.ask(node, "config", Trees.object()).thenApply(config -> Answer.of(calls.self(), config));
    }

    CompletionStage<ObjectNode> differences() {
        return gathered().thenApply(gathered -> {
            ObjectNode page = differences(gathered.answers());
            return Answer.of(calls.self(), gathered.missingTree(), page);
        });
    }

    /** How many settings differ that should not; some seconds old at most. */
    CompletionStage<Integer> unexpected() {
        Set<NodeName> nodes = calls.nodes(Optional.empty());
        if (nodes.size() < 2) {
            return CompletableFuture.completedFuture(0);
        }
        if (nodes.equals(lastNodes) && System.nanoTime() - lastNanos < FRESH_NANOS) {
            return CompletableFuture.completedFuture(lastUnexpected);
        }
        return gathered().thenApply(gathered -> {
            int count = 0;
            for (JsonNode item : differences(gathered.answers()).path("items")) {
                count += item.path("expected").asBoolean() ? 0 : 1;
            }
            lastUnexpected = count;
            lastNodes = nodes;
            lastNanos = System.nanoTime();
            return count;
        });
    }

    private CompletionStage<NodeCalls.Gathered> gathered() {
        String salt = new BigInteger(128, random).toString(Character.MAX_RADIX);
        return calls.askAll(
                Optional.empty(), "comparable_config", Trees.object().put("salt", salt));
    }

    private static ObjectNode differences(Map<NodeName, ObjectNode> answers) {
        Map<String, Map<String, JsonNode>> byKey = new LinkedHashMap<>();
        answers.forEach((node, answer) -> answer.path("items")
                .forEach(item -> byKey.computeIfAbsent(item.path("key").asText(), key -> new LinkedHashMap<>())
                        .put(node.value(), item)));
        ObjectNode page = Trees.object();
        page.set("nodes", Trees.array(answers.keySet()));
        ArrayNode items = page.putArray("items");
        byKey.forEach((key, byNode) -> {
            Set<String> values = new HashSet<>();
            byNode.values().forEach(item -> values.add(compared(item)));
            if (values.size() > 1) {
                ObjectNode item = items.addObject().put("key", key);
                item.put(
                        "expected",
                        byNode.values().iterator().next().path("of_one_node").asBoolean());
                shown(item.putObject("values"), byNode);
            }
        });
        page.put("total", items.size()).putNull("next");
        return page;
    }

    private static String compared(JsonNode item) {
        return item.path("secret").asBoolean()
                ? item.path("fingerprint").asText()
                : item.path("value").toString();
    }

    private static void shown(ObjectNode values, Map<String, JsonNode> byNode) {
        Map<String, String> names = new HashMap<>();
        byNode.forEach((node, item) ->
                values.put(node, item.path("secret").asBoolean() ? secret(item, names) : Trees.text(item, "value")));
    }

    /** The first one is "set", and those that are not the same are others. */
    private static @Nullable String secret(JsonNode item, Map<String, String> names) {
        String fingerprint = Trees.text(item, "fingerprint");
        if (fingerprint == null) {
            return null;
        }
        return names.computeIfAbsent(fingerprint, key -> names.isEmpty() ? "set" : "set, another one");
    }
}
