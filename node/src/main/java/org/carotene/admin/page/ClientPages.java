package org.carotene.admin.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Trees;
import org.carotene.settings.NodeName;

/** The open connections of the whole cluster; each lives on one node, so the first ones of all are among the first of each. */
final class ClientPages {

    private final NodeCalls calls;

    ClientPages(NodeCalls calls) {
        this.calls = calls;
    }

    CompletionStage<ObjectNode> page(AdminRequest request) {
        int limit = request.limit();
        Optional<Cursor> after = Cursor.of(request);
        ObjectNode question = Trees.object()
                .put("limit", limit)
                .put("sort", request.choice("sort", "backlog", "age", "newest", "user", "in", "out", "subscriptions"))
                .put("backlog", request.flag("backlog"))
                .put("anonymous", request.flag("anonymous"));
        for (String field : new String[] {"user", "user_prefix", "address", "channel"}) {
            request.text(field).ifPresent(value -> question.put(field, value));
        }
        if (request.text("transport").isPresent()) {
            question.put("transport", request.choice("transport", "websocket", "polling"));
        }
        after.ifPresent(cursor -> question.set("cursor", cursor.tree()));
        return calls.askAll(request.node(), "clients", question)
                .thenApply(
                        gathered -> Answer.of(calls.self(), gathered.missingTree(), Rows.page(gathered, limit, after)));
    }

    CompletionStage<ObjectNode> one(NodeName node, String id) {
        return calls.ask(node, "client", Trees.object().put("id", id)).thenApply(client -> {
            ObjectNode page = Trees.object().set("client", client);
            return Answer.of(calls.self(), page);
        });
    }
}
