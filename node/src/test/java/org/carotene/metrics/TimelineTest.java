package org.carotene.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

final class TimelineTest {

    private final Timeline timeline = new Timeline(Clock.systemUTC());

    @Test
    void add_moreThanItKeeps_forgetsTheOldest() {
        for (int i = 1; i <= Timeline.MOST + 5; i++) {
            timeline.add(Timeline.Type.JOINED, null, Sentence.free("number " + i));
        }

        assertThat(timeline.after(0)).hasSize(Timeline.MOST);
        assertThat(timeline.after(0).get(0).said().text()).isEqualTo("number 6");
        assertThat(timeline.after(Timeline.MOST + 3))
                .extracting(Timeline.Event::number)
                .containsExactly(Timeline.MOST + 4L, Timeline.MOST + 5L);
    }

    @Test
    void add_refusalsOfOneThatTriesAgain_areOne() {
        for (int i = 0; i < 5; i++) {
            timeline.add(Timeline.Type.REFUSED, "a@h", Sentence.free("a node was not let in"));
        }

        assertThat(timeline.after(0)).hasSize(1);
    }
}
