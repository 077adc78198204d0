package org.carotene.admingui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.carotene.admingui.model.AlertRule.Sign;
import org.carotene.admingui.model.NodeSummary.Heap;
import org.junit.jupiter.api.Test;

/** Alerts come after their grace period and end with their cause, not with an unknown figure. */
final class AlertWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final AlertRule HEAP = new AlertRule(Sign.HEAP_PERCENT, 90, Duration.ofSeconds(10), true);

    private final AlertWatch watch = new AlertWatch();

    @Test
    void look_aboveForLongerThanTheGracePeriod_alert() {
        assertThat(look(95L, 0)).isEmpty();
        assertThat(look(95L, 9)).isEmpty();
        assertThat(look(97L, 10)).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("a");
            assertThat(alert.value()).isEqualTo(97);
        });
    }

    @Test
    void look_belowInBetween_graceBeginsAnew() {
        look(95L, 0);
        look(50L, 5);

        assertThat(look(95L, 12)).isEmpty();
        assertThat(look(95L, 22)).hasSize(1);
    }

    @Test
    void look_unknownDuringAnAlert_alertStays() {
        look(95L, 0);
        look(95L, 10);

        assertThat(look(null, 11))
                .singleElement()
                .satisfies(alert -> assertThat(alert.value()).isNull());
        assertThat(look(10L, 12)).isEmpty();
    }

    @Test
    void look_disabledRule_nothing() {
        AlertRule off = new AlertRule(Sign.HEAP_PERCENT, 0, Duration.ZERO, false);

        assertThat(watch.look(state(95L), List.of(off), 0)).isEmpty();
    }

    @Test
    void look_twoIslands_splitAtOnce() {
        NodeSummary a = SightTest.node("a", new NodeSummary.View(true, 1L, List.of("a"), List.of(), List.of()));
        NodeSummary b = SightTest.node("b", new NodeSummary.View(true, 1L, List.of("b"), List.of(), List.of()));
        ClusterState split =
                new ClusterState(LinkState.CLOSED, null, SightTest.overview(List.of(a, b)), 0, List.of(), Map.of());

        assertThat(watch.look(split, List.of(Sign.SPLIT.usual()), 0)).hasSize(1);
    }

    private List<Alert> look(Long heapPercent, long second) {
        return watch.look(state(heapPercent), List.of(HEAP), second * SECOND);
    }

    private static ClusterState state(Long heapPercent) {
        NodeSummary node = new NodeSummary(
                "a",
                false,
                null,
                null,
                "1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                null,
                null,
                "serving",
                null,
                null,
                null,
                null,
                null,
                null,
                heapPercent == null ? null : new Heap(heapPercent, 100L),
                null,
                null);
        return new ClusterState(LinkState.CLOSED, null, SightTest.overview(List.of(node)), 0, List.of(), Map.of());
    }
}
