package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.FirstRows;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Trees;
import org.carotene.channel.ChannelName;
import org.carotene.presence.Presence;
import org.carotene.settings.NodeName;
import org.carotene.settings.PresenceSettings;

/**
 * The channels of the whole cluster.
 *
 * <p>A channel may have subscribers on many nodes. By name, each node's first ones are enough for the first ones of all.
 * By a figure they are not: so each node tells its first {@value #CANDIDATES}, and then all nodes what they have of those.
 */
final class ChannelPages {

    private static final int CANDIDATES = 1_000;

    private final NodeCalls calls;
    private final Presence presence;
    private final PresenceSettings settings;

    ChannelPages(NodeCalls calls, Presence presence, PresenceSettings settings) {
        this.calls = calls;
        this.presence = presence;
        this.settings = settings;
    }

    CompletionStage<ObjectNode> page(AdminRequest request) {
        String sort = request.choice("sort", "name", "subscribers", "rate");
        ObjectNode question = Trees.object().put("sort", sort);
        request.text("prefix").ifPresent(prefix -> question.put("prefix", prefix));
        request.text("contains").ifPresent(part -> question.put("contains", part));
        return sort.equals("name") ? byName(request, question) : byFigure(request, question, sort);
    }

    private CompletionStage<ObjectNode> byName(AdminRequest request, ObjectNode question) {
        int limit = request.limit();
        Optional<Cursor> after = Cursor.of(request);
        question.put("limit", limit);
        after.ifPresent(cursor -> question.set("cursor", cursor.tree()));
        return calls.askAll(request.node(), "channels", question).thenApply(gathered -> {
            Map<String, ObjectNode> merged = new TreeMap<>();
            gathered.answers()
                    .forEach((node, answer) -> answer.path("rows").forEach(row -> add(merged, node, row.path("row"))));
            boolean more = gathered.answers().values().stream()
                    .anyMatch(answer -> answer.path("more").asBoolean());
            FirstRows<JsonNode> rows = new FirstRows<>(limit, after);
            merged.forEach((name, row) -> rows.offer(Cursor.text(name), () -> row));
            ObjectNode page = Rows.page(rows, more || rows.more());
            total(page, gathered);
            return Answer.of(calls.self(), gathered.missingTree(), page);
        });
    }

    private CompletionStage<ObjectNode> byFigure(AdminRequest request, ObjectNode question, String sort) {
        int limit = request.limit();
        Optional<Cursor> after = Cursor.of(request);
        question.put("limit", CANDIDATES);
        return calls.askAll(request.node(), "channels", question).thenCompose(first -> {
            ArrayNode names = Trees.array();
            Map<String, Boolean> seen = new TreeMap<>();
            first.answers()
                    .values()
                    .forEach(answer -> answer.path("rows")
                            .forEach(
                                    row -> seen.put(row.path("row").path("name").asText(), true)));
            seen.keySet().forEach(names::add);
            ObjectNode second = Trees.object().set("names", names);
            return calls.askAll(request.node(), "named_channels", second).thenApply(exact -> {
                ObjectNode page = sorted(merged(names, exact), sort, limit, after);
                total(page, first);
                ArrayNode missing =
                        first.missing().size() > exact.missing().size() ? first.missingTree() : exact.missingTree();
                return Answer.of(calls.self(), missing, page);
            });
        });
    }

    private static Map<String, ObjectNode> merged(ArrayNode names, NodeCalls.Gathered exact) {
        Map<String, ObjectNode> merged = new TreeMap<>();
        exact.answers().forEach((node, answer) -> {
            for (int i = 0; i < names.size(); i++) {
                JsonNode row = answer.path("items").path(i);
                if (row.isObject()) {
                    add(merged, node, row);
                }
            }
        });
        return merged;
    }

    private static ObjectNode sorted(Map<String, ObjectNode> merged, String sort, int limit, Optional<Cursor> after) {
        List<ObjectNode> all = new ArrayList<>(merged.values());
        FirstRows<JsonNode> best = new FirstRows<>(CANDIDATES, Optional.empty());
        String field = sort.equals("rate") ? "publications_per_second" : sort;
        all.forEach(row -> best.offer(
                new Cursor(-row.path(field).asDouble(), row.path("name").asText(), "", 0), () -> row));
        FirstRows<JsonNode> rows = new FirstRows<>(limit, after);
        best.rows().forEach(row -> rows.offer(row.place(), row::row));
        return Rows.page(rows, rows.more());
    }

    private static void add(Map<String, ObjectNode> merged, NodeName node, JsonNode row) {
        ObjectNode there = merged.get(row.path("name").asText());
        if (there == null) {
            there = row.deepCopy();
            there.putArray("nodes").add(node.value());
            merged.put(row.path("name").asText(), there);
            return;
        }
        there.put(
                "subscribers",
                there.path("subscribers").asLong() + row.path("subscribers").asLong());
        // Each node with a subscriber gets every publication, so the sums would count them again.
        there.put(
                "publications_per_second",
                Math.max(
                        there.path("publications_per_second").asDouble(),
                        row.path("publications_per_second").asDouble()));
        ((ArrayNode) there.path("nodes")).add(node.value());
    }

    /** Known when the channels of one node alone fit; else between the largest of them and their sum. */
    private static void total(ObjectNode page, NodeCalls.Gathered gathered) {
        long most = 0;
        long sum = 0;
        for (ObjectNode answer : gathered.answers().values()) {
            long there = answer.path("total").asLong();
            most = Math.max(most, there);
            sum += there;
        }
        boolean known = most == sum && gathered.missing().isEmpty();
        page.put("total", known ? (Long) sum : null);
        page.put("total_at_least", most).put("total_at_most", gathered.missing().isEmpty() ? (Long) sum : null);
    }

    /** One level of the names. */
    CompletionStage<ObjectNode> tree(AdminRequest request) {
        int limit = request.limit();
        Optional<Cursor> after = Cursor.of(request);
        String separator = request.text("separator").orElse(":");
        String prefix = request.text("prefix").orElse("");
        ObjectNode question =
                Trees.object().put("separator", separator).put("prefix", prefix).put("limit", limit);
        after.ifPresent(cursor -> question.set("cursor", cursor.tree()));
        return calls.askAll(request.node(), "channel_level", question).thenApply(gathered -> {
            Map<String, ObjectNode> merged = new TreeMap<>();
            gathered.answers()
                    .values()
                    .forEach(answer -> answer.path("rows")
                            .forEach(row -> merged.merge(
                                    row.path("row").path("segment").asText(),
                                    segment(row.path("row")),
                                    ChannelPages::both)));
            boolean more = gathered.answers().values().stream()
                    .anyMatch(answer -> answer.path("more").asBoolean());
            FirstRows<JsonNode> rows = new FirstRows<>(limit, after);
            merged.forEach((segment, row) -> rows.offer(Cursor.text(segment), () -> row));
            ObjectNode page = Trees.object().put("separator", separator).put("prefix", prefix);
            page.setAll(Rows.page(rows, more || rows.more()));
            total(page, gathered);
            return Answer.of(calls.self(), gathered.missingTree(), page);
        });
    }

    private static ObjectNode segment(JsonNode row) {
        ObjectNode there = row.deepCopy();
        long channels = row.path("channels").asLong();
        return there.put("channels_at_least", channels).put("channels_at_most", channels);
    }

    /**
     * How many channels two nodes have at or below a segment is not known when both have some, since they may be the same:
     * it is between the larger number and the sum.
     */
    private static ObjectNode both(ObjectNode one, ObjectNode other) {
        boolean leafAlone = one.path("channels").asInt() == 1
                && other.path("channels").asInt() == 1
                && one.path("leaf").asBoolean()
                && other.path("leaf").asBoolean();
        one.put(
                "subscribers",
                one.path("subscribers").asLong() + other.path("subscribers").asLong());
        one.put("leaf", one.path("leaf").asBoolean() || other.path("leaf").asBoolean());
        if (leafAlone) {
            return one;
        }
        one.put(
                "channels_at_least",
                Math.max(
                        one.path("channels_at_least").asLong(),
                        other.path("channels_at_least").asLong()));
        one.put(
                "channels_at_most",
                one.path("channels_at_most").asLong()
                        + other.path("channels_at_most").asLong());
        return one.putNull("channels");
    }

    /** One channel with what each node has of it, and how many users are present. */
    CompletionStage<ObjectNode> one(AdminRequest request) {
        ChannelName name = AdminRequest.channelName(request.needed("name"));
        CompletionStage<Long> members = presence.count(name).exceptionally(failure -> -1L);
        ObjectNode question = Trees.object().put("name", name.value());
        return calls.askAll(Optional.empty(), "channel", question).thenCombine(members, (gathered, count) -> {
            ObjectNode page = Trees.object();
            ObjectNode channel = page.putObject("channel").put("name", name.value());
            long subscribers = 0;
            double rate = 0;
            ArrayNode nodes = Trees.array();
            for (Map.Entry<NodeName, ObjectNode> there : gathered.answers().entrySet()) {
                ObjectNode answer = there.getValue();
                subscribers += answer.path("subscribers").asLong();
                rate = Math.max(rate, answer.path("publications_per_second").asDouble());
                if (answer.path("subscribers").asLong() > 0) {
                    nodes.addObject()
                            .put("node", there.getKey().value())
                            .put("subscribers", answer.path("subscribers").asLong())
                            .put("users", answer.path("users").asLong());
                }
            }
            channel.put("subscribers", subscribers).put("publications_per_second", rate);
            channel.set("nodes", nodes);
            channel.put("members", count < 0 ? null : count).put("presence", settings.enabled());
            return Answer.of(calls.self(), gathered.missingTree(), page);
        });
    }
}
