package org.carotene.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which nodes that are gone still count. */
final class DepartedNodesTest {

    private static final long SECOND = 1_000_000_000L;

    private final DepartedNodes departed = new DepartedNodes(Duration.ofSeconds(10));

    @Test
    void look_nodeThatHasGone_countsUntilTheGraceIsOver() {
        departed.look(new long[] {1, 2, 3}, 0);

        assertThat(departed.look(new long[] {1, 3}, SECOND)).containsExactly(2);
        assertThat(departed.look(new long[] {3}, 2 * SECOND)).containsExactly(1, 2);
        assertThat(departed.isOver(11 * SECOND - 1)).isFalse();
        assertThat(departed.isOver(11 * SECOND)).isTrue();
        assertThat(departed.look(new long[] {3, 4}, 11 * SECOND)).containsExactly(1);
        assertThat(departed.look(new long[] {3, 4}, 12 * SECOND)).isEmpty();
    }

    @Test
    void look_viewsInTheWrongOrder_takeNobodyForGoneWhoIsThere() {
        departed.look(new long[] {1}, 0);
        departed.look(new long[] {1, 2}, SECOND);
        departed.look(new long[] {1}, SECOND);

        assertThat(departed.look(new long[] {1, 2}, SECOND)).isEmpty();
    }

    @Test
    void look_withoutGrace_nobodyLingers() {
        DepartedNodes none = new DepartedNodes(Duration.ZERO);
        none.look(new long[] {1, 2}, 0);

        assertThat(none.look(new long[] {1}, 0)).isEmpty();
    }
}
