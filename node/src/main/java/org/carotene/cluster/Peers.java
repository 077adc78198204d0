package org.carotene.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.carotene.settings.NodeName;

/**
 * Questions from node to node, beside the publications: forwarded polls, presence from sessions, an operator's questions.
 *
 * <p>Any thread; nothing here blocks.
 */
public interface Peers {

    /** What questions are about; the codes cross the wire and are never renumbered. */
    enum Service {
        POLL(1),
        POLL_MESSAGE(2),
        SESSION_USERS(3),
        NODE_VIEW(4),
        HEAL(5),
        ADMIN(6);

        private final int code;

        Service(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** Answers a question from another node; called on a thread that must not be blocked. */
    interface Answerer {
        CompletionStage<byte[]> answer(NodeName asker, byte[] question);
    }

    /** The other nodes of the cluster with the plugin; empty while the node is detached. */
    Set<NodeName> others();

    /**
     * Asks one node; completes exceptionally with {@link PeerUnavailableException} when the node is not there, goes
     * away, does not know the service, or has not answered within the limit.
     */
    CompletionStage<byte[]> ask(NodeName node, Service service, byte[] question, Duration limit);

    /** The {@link WireVersion} in which to ask that node; answers are of the version of their question. */
    int wireVersion(NodeName node);

    /** From now on, and after every attach, answers questions about the service. */
    void serve(Service service, Answerer answerer);
}
