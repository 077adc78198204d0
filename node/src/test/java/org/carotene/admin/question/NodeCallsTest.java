package org.carotene.admin.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.carotene.cluster.Peers;
import org.carotene.cluster.WireVersion;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** What one node cannot do does not keep the others from answering. */
class NodeCallsTest {

    private static final NodeName SELF = new NodeName("a@localhost");
    private static final NodeName OTHER = new NodeName("b@localhost");

    @Test
    void askAll_oneNodeFailsOrDoesNotKnowTheWord_isMissing() {
        for (AdminError error : new AdminError[] {AdminError.BUG, AdminError.NOT_HERE, AdminError.NODE_SILENT}) {
            NodeCalls.Gathered gathered = calls(error)
                    .askAll(Optional.empty(), "summary", Trees.object())
                    .toCompletableFuture()
                    .join();

            assertThat(gathered.answers()).containsOnlyKeys(SELF);
            assertThat(gathered.missing()).as(error.name()).containsOnlyKeys(OTHER);
        }
    }

    @Test
    void askAll_theQuestionIsWrong_refused() {
        CompletableFuture<NodeCalls.Gathered> asked = calls(AdminError.BAD_PARAMETER)
                .askAll(Optional.empty(), "summary", Trees.object())
                .toCompletableFuture();

        assertThatThrownBy(asked::join).hasCauseInstanceOf(AdminException.class);
    }

    private static NodeCalls calls(AdminError answer) {
        NodeCalls calls = new NodeCalls(SELF, new Refusing(answer), Runnable::run);
        calls.answer("summary", question -> CompletableFuture.completedFuture(Trees.object()));
        return calls;
    }

    /** Another node that refuses every question in that way. */
    private record Refusing(AdminError error) implements Peers {

        @Override
        public Set<NodeName> others() {
            return Set.of(OTHER);
        }

        @Override
        public CompletionStage<byte[]> ask(NodeName node, Service service, byte[] question, Duration limit) {
            byte[] json = Trees.bytes(Trees.object()
                    .set(
                            "refused",
                            Trees.object().put("code", error.refusal().code()).put("detail", "why")));
            byte[] frame = new byte[json.length + 1];
            frame[0] = WireVersion.NEWEST;
            System.arraycopy(json, 0, frame, 1, json.length);
            return CompletableFuture.completedFuture(frame);
        }

        @Override
        public int wireVersion(NodeName node) {
            return WireVersion.NEWEST;
        }

        @Override
        public void serve(Service service, Answerer answerer) {
            throw new UnsupportedOperationException("nobody asks this node");
        }
    }
}
