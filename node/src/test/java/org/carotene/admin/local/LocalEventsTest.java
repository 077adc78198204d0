package org.carotene.admin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** Each event of a node is told once, also when the node has been started again under its name. */
class LocalEventsTest {

    private static final NodeName NODE = new NodeName("a@localhost");

    @Test
    void later_ofTheSameProcess_onlyWhatIsNew() {
        LocalEvents events = process("p1", "one", "two");

        ObjectNode first = events.later(Trees.object().put("after", 0));
        ObjectNode next = events.later(Trees.object()
                .put("after", first.path("last").asLong())
                .put("begun", first.path("begun").asText()));

        assertThat(first.path("items")).hasSize(2);
        assertThat(next.path("items")).isEmpty();
        assertThat(next.path("last").asLong()).isEqualTo(2);
    }

    @Test
    void later_afterARestart_allOfTheNewProcessUnderIdsOfTheirOwn() {
        ObjectNode before = process("p1", "one", "two").later(Trees.object().put("after", 0));

        ObjectNode after = process("p2", "three")
                .later(Trees.object()
                        .put("after", 2)
                        .put("begun", before.path("begun").asText()));

        assertThat(after.path("items")).hasSize(1);
        assertThat(after.path("last").asLong()).isEqualTo(1);
        assertThat(after.path("items").path(0).path("id").asText())
                .isNotEqualTo(before.path("items").path(0).path("id").asText());
    }

    private static LocalEvents process(String begun, String... texts) {
        Timeline timeline = new Timeline(Clock.systemUTC());
        for (String text : texts) {
            timeline.add(Timeline.Type.WARNING, null, Sentence.free(text));
        }
        return new LocalEvents(NODE, timeline, begun);
    }
}
