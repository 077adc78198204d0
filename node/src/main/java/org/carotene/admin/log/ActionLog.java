package org.carotene.admin.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Sentences;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do, in the log and the timeline of the node that does it: who, what, and from where. */
public final class ActionLog {

    private static final Logger log = LoggerFactory.getLogger(LogLevels.AUDIT);

    private final Timeline timeline;

    public ActionLog(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Takes in what is done on other nodes' behalf too. */
    public void listen(NodeCalls calls) {
        calls.answer("action", question -> {
            add(question);
            return CompletableFuture.completedFuture(Trees.object());
        });
    }

    /** The question that has an action noted on a node. */
    public static ObjectNode question(AdminRequest.Caller caller, Sentence what) {
        Sentence line = what.map(OneLine::of);
        ObjectNode question = Trees.object()
                .put("what", line.text())
                .put("operator", caller.operator())
                .put("from", caller.from());
        return question.set("said", Sentences.tree(line));
    }

    private void add(ObjectNode question) {
        AdminRequest.Caller caller = new AdminRequest.Caller(
                OneLine.of(question.path("operator").asText()),
                question.path("from").asText());
        Sentence what = (question.hasNonNull("said")
                        ? Sentences.read(question.path("said"))
                        : Sentence.free(question.path("what").asText()))
                .map(OneLine::of);
        log.info("Operator's action: {}, by {}", what, caller);
        timeline.add(
                Timeline.Type.ACTION,
                null,
                what,
                caller.operator().isEmpty() ? null : caller.operator(),
                caller.from());
    }
}
