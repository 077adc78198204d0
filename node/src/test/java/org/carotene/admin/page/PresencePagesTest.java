package org.carotene.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.Peers;
import org.carotene.metrics.Sentence;
import org.carotene.presence.Presence;
import org.carotene.presence.PresenceUnavailableException;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** Why presence cannot be answered, as a sentence that can be said in another language. */
class PresencePagesTest {

    private static final NodeName SELF = new NodeName("a@localhost");

    @Test
    void page_presenceUnavailable_refusedWithTheReasonAsASentence() {
        PresencePages pages = new PresencePages(new NodeCalls(SELF, new Nobody(), Runnable::run), new Away());
        AdminRequest request = new AdminRequest(
                "GET",
                List.of("presence"),
                Map.of("channel", "news"),
                Trees.object(),
                new AdminRequest.Caller("", "127.0.0.1"));

        Throwable refused = pages.page(request)
                .handle((page, failure) -> failure.getCause())
                .toCompletableFuture()
                .join();

        JsonNode body = ((AdminException) refused).body();
        assertThat(body.path("code").asInt()).isEqualTo(715);
        assertThat(body.path("error").asText())
                .isEqualTo("presence cannot be answered now: the node is away from its cluster");
        assertThat(body.path("detail").path("kind").asText()).isEqualTo("detached");
    }

    /** Presence of a node that is in no cluster. */
    private static final class Away implements Presence {

        @Override
        public void enter(ChannelName channel, String user) {
            throw new UnsupportedOperationException("no session here");
        }

        @Override
        public void leave(ChannelName channel, String user) {
            throw new UnsupportedOperationException("no session here");
        }

        @Override
        public CompletionStage<List<String>> members(ChannelName channel) {
            return away();
        }

        @Override
        public CompletionStage<Long> count(ChannelName channel) {
            return away();
        }

        @Override
        public CompletionStage<List<String>> page(ChannelName channel, String after, int limit) {
            return away();
        }

        private static <T> CompletionStage<T> away() {
            return CompletableFuture.failedFuture(new PresenceUnavailableException(Sentence.Kind.DETACHED.with()));
        }
    }

    private static final class Nobody implements Peers {

        @Override
        public Set<NodeName> others() {
            return Set.of();
        }

        @Override
        public CompletionStage<byte[]> ask(NodeName node, Service service, byte[] question, Duration limit) {
            throw new UnsupportedOperationException("there is no " + node);
        }

        @Override
        public int wireVersion(NodeName node) {
            throw new UnsupportedOperationException("there is no " + node);
        }

        @Override
        public void serve(Service service, Answerer answerer) {
            throw new UnsupportedOperationException("nobody asks this node");
        }
    }
}
