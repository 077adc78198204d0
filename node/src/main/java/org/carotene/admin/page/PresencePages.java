package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.FirstRows;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Trees;
import org.carotene.channel.ChannelName;
import org.carotene.presence.Presence;
import org.carotene.presence.PresenceUnavailableException;

/** Who is on a channel, and where a user is. */
final class PresencePages {

    private final NodeCalls calls;
    private final Presence presence;

    PresencePages(NodeCalls calls, Presence presence) {
        this.calls = calls;
        this.presence = presence;
    }

    CompletionStage<ObjectNode> page(AdminRequest request) {
        Optional<String> channel = request.text("channel");
        if (channel.isPresent() == request.text("user").isPresent()) {
            throw AdminException.parameter("channel, user", "both or none", "one of the two");
        }
        return channel.isPresent()
                ? ofChannel(request, AdminRequest.channelName(channel.get()))
                : ofUser(request, request.needed("user"));
    }

    private CompletionStage<ObjectNode> ofChannel(AdminRequest request, ChannelName channel) {
        int limit = request.limit();
        String after = Cursor.of(request).map(Cursor::text).orElse(null);
        return presence.page(channel, after, limit + 1)
                .thenCombine(presence.count(channel), (users, count) -> {
                    ObjectNode page = Trees.object().put("channel", channel.value());
                    ArrayNode items = page.putArray("items");
                    users.stream()
                            .limit(limit)
                            .forEach(user -> items.addObject().put("user", user));
                    boolean more = users.size() > limit;
                    page.put("total", count);
                    page.put("next", more ? Cursor.text(users.get(limit - 1)).encoded() : null);
                    return Answer.of(calls.self(), page);
                })
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof PresenceUnavailableException unavailable) {
                        throw new AdminException(AdminError.PRESENCE_SILENT, unavailable.why());
                    }
                    throw new CompletionException(cause);
                });
    }

    private CompletionStage<ObjectNode> ofUser(AdminRequest request, String user) {
        int limit = request.limit();
        Optional<Cursor> after = Cursor.of(request);
        return calls.askAll(Optional.empty(), "channels_of_user", Trees.object().put("user", user))
                .thenApply(gathered -> {
                    Map<String, ObjectNode> channels = new TreeMap<>();
                    gathered.answers()
                            .forEach((node, answer) -> answer.path("channels")
                                    .properties()
                                    .forEach(there -> {
                                        ObjectNode row = channels.computeIfAbsent(there.getKey(), PresencePages::row);
                                        ((ArrayNode) row.path("nodes")).add(node.value());
                                        row.put(
                                                "clients",
                                                row.path("clients").asInt()
                                                        + there.getValue().asInt());
                                    }));
                    FirstRows<JsonNode> rows = new FirstRows<>(limit, after);
                    channels.forEach((name, row) -> rows.offer(Cursor.text(name), () -> row));
                    ObjectNode page = Trees.object().put("user", user);
                    page.setAll(Rows.page(rows, rows.more()));
                    page.put("total", channels.size());
                    return Answer.of(calls.self(), gathered.missingTree(), page);
                });
    }

    private static ObjectNode row(String channel) {
        ObjectNode row = Trees.object().put("channel", channel);
        row.putArray("nodes");
        return row;
    }
}
