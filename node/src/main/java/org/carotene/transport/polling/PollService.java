package org.carotene.transport.polling;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carotene.cluster.Peers;
import org.carotene.cluster.Topology;
import org.carotene.cluster.WireVersion;
import org.carotene.settings.NodeName;
import org.carotene.transport.http.Arrival;

/**
 * Answers the other nodes, to which clients of this node's polling ids have come.
 *
 * <p>A poll that finds frames gets them, and the node says afterwards whether its client did. One that has had to wait is
 * told that there is something, and asks again when its client is still there. So what is handed out has been asked for a
 * moment ago, and nothing is lost with a node that went while it waited.
 *
 * <p>Called on the cluster's threads; what concerns an id runs on its lane.
 */
final class PollService {

    /** One answer between nodes; what is more goes with the next. */
    private static final int MAX_ANSWER_BYTES = 256 * 1024;

    private static final PollReply HEARD = PollReply.of(PollAnswer.NOTHING);

    private final PollIds ids;
    private final HandedOut handedOut;

    PollService(PollIds ids, HandedOut handedOut) {
        this.ids = ids;
        this.handedOut = handedOut;
    }

    void serve(Peers peers) {
        peers.serve(
                Peers.Service.POLL,
                (asker, question) -> poll(asker, PollQuestion.of(question)).thenApply(inVersionOf(question)));
        peers.serve(
                Peers.Service.POLL_MESSAGE,
                (asker, question) -> receive(PollMessage.of(question)).thenApply(inVersionOf(question)));
    }

    private static Function<PollReply, byte[]> inVersionOf(byte[] question) {
        return reply -> reply.bytes(WireVersion.ofFrame("question about a poll", question));
    }

    /** Who is in the cluster has changed. While this node is away from it, nobody can tell anything. */
    void changed(Topology topology) {
        if (topology.attached()) {
            handedOut.present(
                    topology.members().stream().map(Topology.Member::name).collect(Collectors.toSet()),
                    System.nanoTime());
        }
    }

    void tick(long nowNanos) {
        handedOut.tick(nowNanos);
    }

    private CompletionStage<PollReply> poll(NodeName asker, PollQuestion question) {
        return switch (question.kind()) {
            case POLL -> onLane(question.id(), (own, reply) -> own.poll(new Forwarded(asker, question, reply)));
            case ARRIVED -> told(asker, question, true);
            case NOT_ARRIVED -> told(asker, question, false);
        };
    }

    private CompletionStage<PollReply> receive(PollMessage message) {
        return onLane(message.id(), (own, reply) -> reply.accept(PollReply.of(own.receive(message.text()))));
    }

    // On the lane too: the question whose answer this is about may still be on its way there.
    private CompletionStage<PollReply> told(NodeName asker, PollQuestion question, boolean arrived) {
        PollOutbound own = ids.find(question.id());
        if (own == null) {
            handedOut.told(asker, question.ticket(), arrived);
        } else {
            own.lane().execute(() -> handedOut.told(asker, question.ticket(), arrived));
        }
        return CompletableFuture.completedFuture(HEARD);
    }

    private CompletionStage<PollReply> onLane(UUID id, Task task) {
        PollOutbound own = ids.find(id);
        CompletableFuture<PollReply> answer = new CompletableFuture<>();
        Consumer<PollReply> reply = answer::complete;
        if (own == null) {
            reply.accept(PollReply.of(PollAnswer.UNKNOWN));
        } else {
            own.lane().execute(() -> task.run(own, reply));
        }
        return answer;
    }

    private interface Task {
        void run(PollOutbound own, Consumer<PollReply> reply);
    }

    /** A poll whose client is at another node. */
    private final class Forwarded implements Poll {

        private final NodeName asker;
        private final PollQuestion question;
        private final Consumer<PollReply> reply;

        Forwarded(NodeName asker, PollQuestion question, Consumer<PollReply> reply) {
            this.asker = asker;
            this.question = question;
            this.reply = reply;
        }

        @Override
        public boolean isForwarded() {
            return true;
        }

        @Override
        public int maxBytes() {
            return MAX_ANSWER_BYTES;
        }

        @Override
        public void answer(PollAnswer answer) {
            reply.accept(PollReply.of(answer));
        }

        @Override
        public void answerFrames(byte[] frames, Arrival arrived) {
            // Entered first, or the other node might tell before that.
            handedOut.add(asker, question.ticket(), arrived, System.nanoTime());
            reply.accept(PollReply.ofFrames(frames));
        }
    }
}
