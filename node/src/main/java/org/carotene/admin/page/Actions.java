package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carotene.admin.log.ActionLog;
import org.carotene.admin.log.LogLevels;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.carotene.metrics.Sentence;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;

/** What an operator can do. Each node that does something notes who wanted it, before it is done. */
final class Actions {

    private static final int MOST_CLIENTS = 1_000;
    private static final int NAMED_CLIENTS = 20;
    private static final int LONGEST_USER = 1_024;
    private static final int LONGEST_DRAIN_MILLIS = 3_600_000;
    private static final Pattern LEVELS = Pattern.compile("ERROR|WARN|INFO|DEBUG|TRACE|OFF");

    private final NodeCalls calls;
    private final Hub hub;
    private final LimitSettings limits;
    private final Pattern channelNames;

    Actions(NodeCalls calls, Hub hub, LimitSettings limits) {
        this.calls = calls;
        this.hub = hub;
        this.limits = limits;
        this.channelNames = Pattern.compile(limits.channelNamePattern());
    }

    CompletionStage<ObjectNode> publish(AdminRequest request) {
        String name = request.bodyText("channel", LimitSettings.DEFAULTS.maxFrameBytes())
                .orElseThrow(() -> new AdminException(AdminError.BAD_BODY, "no field channel"));
        JsonNode message = request.body().path("message");
        if (message.isMissingNode()) {
            throw new AdminException(AdminError.BAD_BODY, "no field message");
        }
        ChannelName channel = AdminRequest.channelName(name);
        if (name.length() > limits.maxChannelNameLength()
                || !channelNames.matcher(name).matches()) {
            throw new AdminException(AdminError.BAD_PARAMETER, Sentence.Kind.CHANNEL_NAME.with("channel", name));
        }
        byte[] payload = Trees.bytes(message);
        if (payload.length > limits.maxPublishBodyBytes()) {
            throw new AdminException(
                    AdminError.TOO_BIG,
                    Sentence.Kind.MESSAGE_TOO_BIG.with(
                            "size_bytes", payload.length, "limit_bytes", limits.maxPublishBodyBytes()));
        }
        return note(
                        calls.self(),
                        request,
                        Sentence.Kind.ACT_PUBLISH.with("size_bytes", payload.length, "channel", name))
                .thenApply(noted -> {
                    publish(new Publication(channel, new Json(payload), Publisher.SERVER));
                    return Answer.of(calls.self(), Trees.object().put("published", true));
                });
    }

    private void publish(Publication publication) {
        switch (hub.publish(publication)) {
            case ACCEPTED -> {}
            case OVERLOADED -> throw new AdminException(AdminError.BUSY);
            case MINORITY ->
                throw new AdminException(AdminError.WRONG_STATE, Sentence.Kind.IN_MINORITY.with("node", calls.self()));
            case DETACHED ->
                throw new AdminException(
                        AdminError.WRONG_STATE, Sentence.Kind.AWAY_AND_FULL.with("node", calls.self()));
        }
    }

    CompletionStage<ObjectNode> disconnect(AdminRequest request) {
        boolean clients = request.body().has("clients");
        Optional<String> user = request.bodyText("user", LONGEST_USER);
        Optional<String> channel = request.bodyText("channel", LONGEST_USER);
        if (Stream.of(clients, user.isPresent(), channel.isPresent())
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new AdminException(AdminError.BAD_BODY, "expected: exactly one of clients, user and channel");
        }
        channel.ifPresent(AdminRequest::channelName);
        boolean dry = request.bodyFlag("dry_run", false);
        boolean reconnect = request.bodyFlag("reconnect", true);
        Optional<String> reason = request.bodyText("reason", 200);
        Map<NodeName, ObjectNode> questions = clients ? byNode(request.body().path("clients")) : new LinkedHashMap<>();
        if (!clients) {
            ObjectNode question = Trees.object().put("user", user.orElse(null)).put("channel", channel.orElse(null));
            calls.nodes(Optional.empty()).forEach(node -> questions.put(node, question.deepCopy()));
        }
        questions.values().forEach(question -> question.put("dry_run", dry).put("reconnect", reconnect));
        Optional<Sentence> all = user.map(name -> Sentence.Kind.ACT_DISCONNECT_USER.with("user", name))
                .or(() -> channel.map(name -> Sentence.Kind.ACT_DISCONNECT_CHANNEL.with("channel", name)));
        Function<NodeName, Sentence> what = node -> {
            Sentence act = all.orElseGet(() -> clients(questions.getOrDefault(node, Trees.object())));
            Sentence whole = reconnect ? act : Sentence.Kind.ACT_FOR_GOOD.with("act", act);
            return reason.map(why -> Sentence.Kind.ACT_BECAUSE.with("act", whole, "reason", why))
                    .orElse(whole);
        };
        CompletionStage<NodeCalls.Gathered> done =
                dry ? calls.askEach("disconnect", questions) : notedThenAsked("disconnect", questions, request, what);
        return done.thenApply(gathered -> {
            ObjectNode page = sums(gathered).put("dry_run", dry);
            return Answer.of(calls.self(), gathered.missingTree(), page);
        });
    }

    /** Who they are, for the log; of many the first ones. */
    private static Sentence clients(ObjectNode question) {
        JsonNode ids = question.path("ids");
        List<String> named = new ArrayList<>();
        for (int i = 0; i < Math.min(NAMED_CLIENTS, ids.size()); i++) {
            named.add(ids.path(i).asText());
        }
        if (ids.size() > NAMED_CLIENTS) {
            return Sentence.Kind.ACT_DISCONNECT_MORE.with(
                    "count", ids.size(), "clients", named, "more", ids.size() - NAMED_CLIENTS);
        }
        return ids.size() == 1
                ? Sentence.Kind.ACT_DISCONNECT_CLIENT.with("clients", named)
                : Sentence.Kind.ACT_DISCONNECT_CLIENTS.with("count", ids.size(), "clients", named);
    }

    private Map<NodeName, ObjectNode> byNode(JsonNode clients) {
        if (!clients.isArray() || clients.isEmpty() || clients.size() > MOST_CLIENTS) {
            throw new AdminException(AdminError.BAD_BODY, "clients (expected: a list of 1.." + MOST_CLIENTS + ")");
        }
        Map<NodeName, ObjectNode> questions = new LinkedHashMap<>();
        for (JsonNode client : clients) {
            String node = Trees.text(client, "node");
            String id = Trees.text(client, "id");
            if (node == null || id == null) {
                throw new AdminException(AdminError.BAD_BODY, "clients (expected: node and id of each)");
            }
            ObjectNode question = questions.computeIfAbsent(AdminRequest.nodeName(node), name -> {
                ObjectNode made = Trees.object();
                made.putArray("ids");
                return made;
            });
            ((ArrayNode) question.path("ids")).add(id);
        }
        return questions;
    }

    private static ObjectNode sums(NodeCalls.Gathered gathered) {
        ObjectNode page = Trees.object();
        long disconnected = 0;
        long gone = 0;
        ArrayNode byNode = Trees.array();
        for (Map.Entry<NodeName, ObjectNode> there : gathered.answers().entrySet()) {
            long some = there.getValue().path("disconnected").asLong();
            disconnected += some;
            gone += there.getValue().path("gone").asLong();
            if (some > 0) {
                byNode.addObject().put("node", there.getKey().value()).put("disconnected", some);
            }
        }
        page.put("disconnected", disconnected).put("gone", gone).set("by_node", byNode);
        return page;
    }

    /** Each node of this side forgets those that it misses itself: their views may differ for a moment. */
    CompletionStage<ObjectNode> forgetLost(AdminRequest request) {
        Map<NodeName, ObjectNode> questions = new LinkedHashMap<>();
        calls.nodes(Optional.empty()).forEach(node -> questions.put(node, Trees.object()));
        return notedThenAsked("forget_lost", questions, request, node -> Sentence.Kind.ACT_FORGET_LOST.with())
                .thenApply(gathered -> {
                    Set<String> forgotten = new TreeSet<>();
                    gathered.answers()
                            .values()
                            .forEach(answer -> answer.path("forgotten").forEach(name -> forgotten.add(name.asText())));
                    ObjectNode page = Trees.object();
                    page.set("forgotten", Trees.array(forgotten));
                    return Answer.of(calls.self(), gathered.missingTree(), page);
                });
    }

    CompletionStage<ObjectNode> drain(NodeName node, AdminRequest request) {
        ObjectNode question = Trees.object();
        request.bodyNumber("over_ms", 0, LONGEST_DRAIN_MILLIS).ifPresent(millis -> question.put("over_ms", millis));
        String then = request.bodyText("then", 16).orElse("leave");
        if (!then.equals("leave") && !then.equals("stay")) {
            throw new AdminException(AdminError.BAD_BODY, "then: " + then + " (expected: leave or stay)");
        }
        question.put("then", then);
        boolean leave = then.equals("leave");
        Sentence what = question.has("over_ms")
                ? (leave ? Sentence.Kind.ACT_DRAIN_OVER_LEAVE : Sentence.Kind.ACT_DRAIN_OVER_STAY)
                        .with("over_ms", question.path("over_ms").asLong())
                : (leave ? Sentence.Kind.ACT_DRAIN_LEAVE : Sentence.Kind.ACT_DRAIN_STAY).with();
        return done(node, request, what, "drain", question);
    }

    CompletionStage<ObjectNode> cancelDrain(NodeName node, AdminRequest request) {
        return done(node, request, Sentence.Kind.ACT_CALL_OFF_DRAIN.with(), "cancel_drain", Trees.object());
    }

    CompletionStage<ObjectNode> changeLogger(NodeName node, AdminRequest request) {
        String logger = request.bodyText("logger", 500)
                .orElseThrow(() -> new AdminException(AdminError.BAD_BODY, "no field logger"));
        Optional<String> level = request.bodyText("level", 16);
        level.filter(text -> !LEVELS.matcher(text).matches()).ifPresent(text -> {
            throw new AdminException(AdminError.BAD_BODY, "level: " + text + " (expected: one of " + LEVELS + ")");
        });
        ObjectNode question = Trees.object().put("logger", logger).put("level", level.orElse(null));
        request.bodyNumber("for_ms", 1_000, 3_600_000).ifPresent(millis -> question.put("for_ms", millis));
        LogLevels.check(logger, level.orElse(null));
        Sentence what = level.map(text -> question.has("for_ms")
                        ? Sentence.Kind.ACT_LOG_FOR.with(
                                "logger",
                                logger,
                                "level",
                                text,
                                "for_ms",
                                question.path("for_ms").asLong())
                        : Sentence.Kind.ACT_LOG.with("logger", logger, "level", text))
                .orElseGet(() -> Sentence.Kind.ACT_LOG_AS_BEFORE.with("logger", logger));
        return done(node, request, what, "change_logger", question)
                .thenApply(answer -> answer.put("node", node.value()));
    }

    CompletionStage<ObjectNode> loggers(NodeName node) {
        return calls.ask(node, "loggers", Trees.object())
                .thenApply(tree -> Answer.of(calls.self(), tree).put("node", node.value()));
    }

    /** The zip in the field {@code zip}. */
    CompletionStage<ObjectNode> diagnostics(NodeName node, AdminRequest request) {
        return note(node, request, Sentence.Kind.ACT_DIAGNOSTICS.with())
                .thenCompose(noted -> calls.ask(node, "diagnostics", Trees.object()));
    }

    private CompletionStage<ObjectNode> done(
            NodeName node, AdminRequest request, Sentence what, String word, ObjectNode question) {
        return note(node, request, what)
                .thenCompose(noted -> calls.ask(node, word, question))
                .thenApply(answer -> Answer.of(calls.self(), answer));
    }

    private CompletionStage<ObjectNode> note(NodeName node, AdminRequest request, Sentence what) {
        return calls.ask(node, "action", ActionLog.question(request.caller(), what));
    }

    /** A node that could not note it does not do it, and is missing. */
    private CompletionStage<NodeCalls.Gathered> notedThenAsked(
            String word, Map<NodeName, ObjectNode> questions, AdminRequest request, Function<NodeName, Sentence> what) {
        Map<NodeName, ObjectNode> notes = new HashMap<>();
        questions.keySet().forEach(node -> notes.put(node, ActionLog.question(request.caller(), what.apply(node))));
        return calls.askEach("action", notes).thenCompose(noted -> {
            Map<NodeName, ObjectNode> left = new LinkedHashMap<>(questions);
            left.keySet().retainAll(noted.answers().keySet());
            return calls.askEach(word, left).thenApply(done -> {
                done.missing().putAll(noted.missing());
                return done;
            });
        });
    }
}
