package org.carotene.admingui.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is published is checked before, one after the other, and never under the lock. */
final class PublishViewModelTest {
    private final RecordingSource source = new RecordingSource();
    private final ClusterSession session = Sessions.of(source);
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final PublishViewModel model = new PublishViewModel(session, (task, ms) -> later.add(task));

    @Test
    void publish_validJson_sent() {
        model.channel().set("news");
        model.payload().set("{\"a\":1}");

        model.publish();
        answer();

        assertThat(source.requests.get(0).path()).isEqualTo("/publish");
        assertThat(source.requests.get(0).body()).hasToString("{\"channel\":\"news\",\"message\":{\"a\":1}}");
        assertThat(model.failed().get()).isFalse();
        assertThat(model.outcome().get()).contains("once").contains("news");
    }

    @Test
    void payload_brokenJson_placeSaidAndNothingSent() {
        model.channel().set("news");
        model.payload().set("{\n  \"a\": }");

        model.publish();

        assertThat(model.mistake().get()).startsWith("Line 2");
        assertThat(source.requests).isEmpty();
        model.plain().set(true);
        assertThat(model.mistake().get()).isEmpty();
    }

    @Test
    void payload_somethingBehindTheJson_mistake() {
        model.payload().set("{} {}");

        assertThat(model.mistake().get()).isNotEmpty();
    }

    @Test
    void publish_threeTimes_theNextAfterTheAnswerAndThePause() {
        model.channel().set("news");
        model.payload().set("1");
        model.repeats().set(3);

        model.publish();
        assertThat(source.requests).hasSize(1);
        answer();
        assertThat(source.requests).hasSize(1);
        later.remove().run();
        answer();
        later.remove().run();
        answer();

        assertThat(model.done().get()).isEqualTo(3);
        assertThat(model.running().get()).isFalse();
        assertThat(later).isEmpty();
    }

    @Test
    void publish_formChangedMeanwhile_theRowGoesOnAsItBegan() {
        model.channel().set("news");
        model.payload().set("1");
        model.repeats().set(2);
        model.publish();

        model.channel().set("sport");
        model.repeats().set(9);
        answer();
        later.remove().run();
        answer();

        assertThat(source.requests)
                .extracting(request -> request.body().path("channel").asText())
                .containsExactly("news", "news");
        assertThat(model.running().get()).isFalse();
        assertThat(model.outcome().get()).contains("news");
    }

    @Test
    void publish_noAnswer_saysThatNobodyKnowsAndStops() {
        model.channel().set("news");
        model.payload().set("1");
        model.repeats().set(3);

        model.publish();
        source.requests.get(0).answer().completeExceptionally(new IOException("no room"));

        assertThat(model.failed().get()).isTrue();
        assertThat(model.outcome().get()).startsWith("Nobody knows").contains("no room");
        assertThat(model.running().get()).isFalse();
    }

    @Test
    void publish_locked_refusedHere() {
        session.locked().set(true);
        model.channel().set("news");
        model.payload().set("1");

        model.publish();

        assertThat(source.requests).isEmpty();
        assertThat(session.notices()).hasSize(1);
        assertThat(model.failed().get()).isTrue();
    }

    private void answer() {
        source.requests.get(source.requests.size() - 1).answer().complete(NullNode.getInstance());
    }
}
