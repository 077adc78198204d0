package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.Json;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ClientRow;
import org.carotene.admingui.model.Disconnected;
import org.carotene.admingui.model.Forgotten;
import org.carotene.admingui.model.Missing;
import org.jspecify.annotations.Nullable;

/**
 * What the operator does to the cluster. Each act is refused while the session is locked, and ends in a notice. JavaFX thread
 * only.
 */
public final class Acts {
    private static final TypeReference<Disconnected> DISCONNECTED = new TypeReference<>() {};
    private static final TypeReference<Forgotten> FORGOTTEN = new TypeReference<>() {};
    private static final TypeReference<JsonNode> ANY = new TypeReference<>() {};

    /** The node that had to do it did not answer the one that was asked, or failed while it did it. */
    private static final int NODE_SILENT = 710;

    private static final int BUG = 799;
    private static final int LONGEST_REASON = 200;

    private final ClusterSession session;

    public Acts(ClusterSession session) {
        this.session = session;
    }

    /** Whom to disconnect, in words and for the request. */
    public record Target(
            String words, ObjectNode body, @Nullable Long count) {
        /** One or several clients, at most 1000. */
        public static Target clients(List<ClientRow> clients) {
            ObjectNode body = Json.object();
            ArrayNode array = body.putArray("clients");
            clients.stream()
                    .limit(1000)
                    .forEach(client ->
                            array.addObject().put("node", client.node()).put("id", client.id()));
            String words = clients.size() == 1
                    ? text(
                            "target.client",
                            clients.get(0).id(),
                            Units.word(clients.get(0).address()))
                    : text("target.clients", clients.size());
            return new Target(words, body, (long) Math.min(1000, clients.size()));
        }

        /** All clients of a user. */
        public static Target user(String user) {
            return new Target(text("target.user", user), Json.object().put("user", user), null);
        }

        /** All clients that have subscribed to a channel. */
        public static Target channel(String channel) {
            return new Target(text("target.channel", channel), Json.object().put("channel", channel), null);
        }

        /** What has to be typed on a production profile. */
        public String word() {
            if (body.hasNonNull("user")) {
                return body.path("user").asText();
            }
            return body.hasNonNull("channel") ? body.path("channel").asText() : String.valueOf(count);
        }
    }

    /** Finds out how many that are; {@code counted} gets null if nobody can say. */
    public void count(Target target, Consumer<@Nullable Long> counted) {
        if (target.count() != null) {
            counted.accept(target.count());
            return;
        }
        session.then(
                session.source().post("/disconnect", target.body().deepCopy().put("dry_run", true), DISCONNECTED),
                answer -> counted.accept(answer.missing().isEmpty() ? Long.valueOf(answer.disconnected()) : null),
                failure -> counted.accept(null));
    }

    /** {@code reason} is for the nodes' logs, and may be empty. */
    public void disconnect(Target target, boolean mayReturn, String reason) {
        if (blocked()) {
            return;
        }
        ObjectNode body = target.body().deepCopy().put("reconnect", mayReturn);
        String said = reason.strip();
        if (!said.isEmpty()) {
            body.put("reason", said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) : said);
        }
        act(
                session.source().post("/disconnect", body, DISCONNECTED),
                answer -> session.notice(
                        answer.missing().isEmpty(),
                        text("notice.disconnected", answer.disconnected()),
                        target.words() + without(answer.missing())),
                text("notice.disconnect.failed"),
                target.words());
    }

    /** Publishes; {@code done} is told whether that worked, and why not. */
    public void publish(String channel, JsonNode message, Consumer<@Nullable String> done) {
        if (blocked()) {
            done.accept(text("locked"));
            return;
        }
        ObjectNode body = Json.object().put("channel", channel);
        body.set("message", message);
        session.thenOr(
                session.source().post("/publish", body, ANY),
                answer -> done.accept(null),
                failure -> done.accept(
                        isRefusal(failure)
                                ? ClusterSession.words(failure)
                                : text("notice.unknown") + ". "
                                        + text("notice.unknown.detail", channel, ClusterSession.words(failure))));
    }

    /** Lets a node send its clients away over that time. */
    public void drain(String node, Duration over, boolean leave) {
        if (blocked()) {
            return;
        }
        ObjectNode body = Json.object().put("over_ms", over.toMillis()).put("then", leave ? "leave" : "stay");
        act(
                session.source().post(node(node) + "/drain", body, ANY),
                answer -> session.notice(true, text("notice.draining", node), ""),
                text("notice.drain.failed", node),
                node);
    }

    public void callOffDrain(String node) {
        if (blocked()) {
            return;
        }
        act(
                session.source().post(node(node) + "/drain/cancel", Json.object(), ANY),
                answer -> session.notice(true, text("notice.drain.off", node), ""),
                text("notice.drain.off.failed", node),
                node);
    }

    /** Has all nodes of this side stop counting those that went without leave. */
    public void forgetLost() {
        if (blocked()) {
            return;
        }
        act(
                session.source().post("/forget-lost", Json.object(), FORGOTTEN),
                answer -> session.notice(
                        answer.missing().isEmpty(),
                        text("notice.forgotten", answer.forgotten().size()),
                        String.join(", ", answer.forgotten()) + without(answer.missing())),
                text("notice.forget.failed"),
                session.profile().name());
    }

    /** Sets a logger's level for a while; null ends that. */
    public void logger(String node, String logger, @Nullable String level, Duration duration) {
        if (blocked()) {
            return;
        }
        ObjectNode body = Json.object().put("logger", logger).put("level", level);
        if (level != null) {
            body.put("for_ms", duration.toMillis());
        }
        act(
                session.source().post(node(node) + "/loggers", body, ANY),
                answer -> session.notice(true, text("notice.logger", logger, Units.word(level)), node),
                text("notice.logger.failed", logger),
                node);
    }

    /** Fetches what is needed to find a fault, into a file. It changes nothing, so a lock does not block it. */
    public void diagnostics(String node, Path file) {
        session.then(
                session.source().download(node(node) + "/diagnostics", file),
                written -> session.notice(true, text("notice.diagnostics"), written.toString()),
                failure -> session.notice(false, text("notice.diagnostics.failed", node), failure));
    }

    /** Ends in a notice: that it was done, that it was not, or that nobody knows. */
    private <T> void act(CompletableFuture<T> asked, Consumer<T> done, String notDone, String target) {
        session.thenOr(asked, done, failure -> {
            String words = ClusterSession.words(failure);
            if (isRefusal(failure)) {
                session.notice(false, notDone, words);
            } else {
                session.notice(false, text("notice.unknown"), text("notice.unknown.detail", target, words));
            }
        });
    }

    /** Whether nothing was done: a node has said so, or none was reached. Else the answer is what got lost, or the request. */
    private static boolean isRefusal(Throwable failure) {
        if (failure instanceof AdminException refusal) {
            return refusal.code() == 0
                    ? refusal.status() >= 400 && refusal.status() < 500
                    : refusal.code() != NODE_SILENT && refusal.code() != BUG;
        }
        return failure instanceof ConnectException;
    }

    private static String without(List<Missing> missing) {
        return missing.isEmpty() ? "" : " " + text("notice.without", Partial.names(missing));
    }

    private boolean blocked() {
        if (session.locked().get()) {
            session.notice(false, text("locked"), text("locked.detail"));
            return true;
        }
        return false;
    }

    /** The path of a node. */
    static String node(String name) {
        return "/nodes/" + encoded(name);
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
