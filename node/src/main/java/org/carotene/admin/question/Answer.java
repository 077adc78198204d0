package org.carotene.admin.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.carotene.settings.NodeName;

/** Puts the head on what is answered: who says it, when, and who is missing; stateless. */
public final class Answer {

    private Answer() {}

    /** Of several nodes; those that are missing as {@link NodeCalls.Gathered#missingTree} has them. */
    public static ObjectNode of(NodeName self, ArrayNode missing, ObjectNode content) {
        ObjectNode answer = Trees.object().put("answered_by", self.value()).put("at", Trees.time(Instant.now()));
        answer.set("missing", missing);
        return answer.setAll(content);
    }

    /** Nobody is missing, or nobody else was asked. */
    public static ObjectNode of(NodeName self, ObjectNode content) {
        return of(self, Trees.array(), content);
    }
}
