package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.transport.Drain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emptying this node of clients, at an operator's word, and calling it off; any thread. */
final class Drains {

    private static final Logger log = LoggerFactory.getLogger(Drains.class);

    /** So that whoever asked gets his answer, and whoever looks sees it drained. */
    private static final long BEFORE_LEAVING_MILLIS = 1_000;

    private final AdminNode node;
    private boolean leaves;
    private boolean leaving;

    Drains(AdminNode node) {
        this.node = node;
    }

    synchronized String state() {
        if (leaving) {
            return "leaving";
        }
        return node.server()
                .drain()
                .state()
                .map(drain -> drain.done() ? "drained" : "draining")
                .orElse("serving");
    }

    /** Null while there is none. */
    synchronized ObjectNode tree() {
        ObjectNode tree = Trees.object();
        Optional<Drain.State> state = node.server().drain().state();
        if (state.isEmpty()) {
            tree.putNull("drain");
            return tree;
        }
        tree.putObject("drain")
                .put("since", Trees.time(state.get().since()))
                .put("until", Trees.time(state.get().until()))
                .put("then", leaves ? "leave" : "stay")
                .put("connections_left", state.get().connectionsLeft());
        return tree;
    }

    synchronized CompletionStage<ObjectNode> begin(ObjectNode question) {
        boolean leave = !question.path("then").asText("leave").equals("stay");
        if (leave && node.leave().get().isEmpty()) {
            throw new AdminException(AdminError.NOT_HERE, Sentence.Kind.NOT_OURS_TO_END.with("node", node.name()));
        }
        Optional<Duration> over = question.path("over_ms").isNumber()
                ? Optional.of(Duration.ofMillis(question.path("over_ms").asLong()))
                : Optional.empty();
        // Nobody else begins drains, so that nothing of one that is under way changes here.
        if (leaving || node.server().drain().state().isPresent()) {
            throw new AdminException(AdminError.WRONG_STATE, Sentence.Kind.DRAINED_ALREADY.with("node", node.name()));
        }
        leaves = leave;
        // Said first: with nobody to tell, it is over at once.
        node.timeline().add(Timeline.Type.DRAINING, node.name().value(), Sentence.Kind.DRAIN_BEGUN.with());
        node.server().drain().begin(over, this::drained);
        return CompletableFuture.completedFuture(tree());
    }

    synchronized CompletionStage<ObjectNode> cancel() {
        if (leaving || !node.server().drain().cancel()) {
            throw new AdminException(
                    AdminError.WRONG_STATE,
                    (leaving ? Sentence.Kind.IS_LEAVING : Sentence.Kind.NOT_DRAINED).with("node", node.name()));
        }
        log.info("Serving on: the drain was called off");
        node.timeline().add(Timeline.Type.DRAIN_CALLED_OFF, node.name().value(), Sentence.Kind.DRAIN_CALLED_OFF.with());
        return CompletableFuture.completedFuture(tree());
    }

    private void drained() {
        node.timeline().add(Timeline.Type.DRAINED, node.name().value(), Sentence.Kind.DRAIN_DONE.with());
        var unused = node.timer().schedule(this::leave, BEFORE_LEAVING_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void leave() {
        boolean drained =
                node.server().drain().state().filter(Drain.State::done).isPresent();
        if (drained && leaves && !leaving) {
            node.leave().get().ifPresent(end -> {
                leaving = true;
                log.info("Leaving: the node has been drained");
                end.run();
            });
        }
    }
}
