package org.carotene.admingui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carotene.admingui.model.NodeSummary.Outside;
import org.carotene.admingui.model.NodeSummary.View;
import org.carotene.admingui.model.Sight.Glance;
import org.junit.jupiter.api.Test;

/** Islands and the matrix come of what each node says itself. */
final class SightTest {
    @Test
    void of_allSeeAll_oneIsland() {
        Sight sight = sight(List.of(sees("a", "a", "b", "c"), sees("b", "a", "b", "c"), sees("c", "a", "b", "c")));

        assertThat(sight.islands()).containsExactly(List.of("a", "b", "c"));
        assertThat(sight.split()).isFalse();
        assertThat(sight.glance("a", "b")).isEqualTo(Glance.SEES);
        assertThat(sight.glance("a", "a")).isEqualTo(Glance.SELF);
    }

    @Test
    void of_twoSides_twoIslandsLargestFirstAndEachSideSpeaksForItself() {
        List<NodeSummary> here = List.of(outside("a", List.of("a"), "b", "c"));
        List<NodeSummary> there = List.of(outside("b", List.of("b", "c"), "a"), outside("c", List.of("b", "c"), "a"));

        Sight sight = Sight.of(overview(here), List.of(page("b", there)), Map.of());

        assertThat(sight.islands()).containsExactly(List.of("b", "c"), List.of("a"));
        assertThat(sight.split()).isTrue();
        assertThat(sight.glance("a", "b")).isEqualTo(Glance.OUTSIDE);
        assertThat(sight.glance("c", "b")).isEqualTo(Glance.SEES);
    }

    @Test
    void of_silentNodeThatOthersSee_onTheirIslandItsRowUnknown() {
        Sight sight = sight(List.of(sees("a", "a", "b"), silent("b")));

        assertThat(sight.islands()).containsExactly(List.of("a", "b"));
        assertThat(sight.glance("b", "a")).isEqualTo(Glance.UNKNOWN);
    }

    @Test
    void of_lostNode_onNoIslandAndNamed() {
        NodeSummary a = node("a", new View(true, 2L, List.of("a"), List.of(), List.of("b")));

        Sight sight = sight(List.of(a));

        assertThat(sight.islands()).containsExactly(List.of("a"));
        assertThat(sight.unseen()).containsExactly("b");
        assertThat(sight.glance("a", "b")).isEqualTo(Glance.LOST);
        assertThat(sight.split()).isFalse();
    }

    @Test
    void of_oneSeesTheOtherOnlyOneWay_notTogether() {
        Sight sight = sight(List.of(sees("a", "a", "b"), sees("b", "b")));

        assertThat(sight.islands()).hasSize(2);
        assertThat(sight.glance("b", "a")).isEqualTo(Glance.NOT_SEEN);
    }

    @Test
    void of_answerFromTheNodeItself_winsOverSilence() {
        Sight sight = Sight.of(
                overview(List.of(sees("a", "a"), silent("b"))), List.of(page("b", List.of(sees("b", "b")))), Map.of());

        assertThat(sight.node("b").answers()).isTrue();
        assertThat(sight.islands()).hasSize(2);
    }

    private static Sight sight(List<NodeSummary> nodes) {
        return Sight.of(overview(nodes), List.of(), Map.of());
    }

    private static NodeSummary sees(String name, String... names) {
        return node(name, new View(true, 1L, List.of(names), List.of(), List.of()));
    }

    private static NodeSummary outside(String name, List<String> sees, String... outside) {
        List<Outside> others = List.of(outside).stream()
                .map(other -> new Outside(other, List.of(), null))
                .toList();
        return node(name, new View(true, 1L, sees, others, List.of()));
    }

    private static NodeSummary silent(String name) {
        return node(name, null);
    }

    static NodeSummary node(String name, View view) {
        return new NodeSummary(
                name,
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
                view != null,
                null,
                null,
                null,
                null,
                view,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Overview overview(List<NodeSummary> nodes) {
        return new Overview(
                "a",
                Instant.EPOCH,
                List.of(),
                new Overview.Cluster((long) nodes.size(), null, 1L, List.of(), List.of(), List.of(), false),
                new Overview.Totals(null, null, null, null, null, null, null, null, null, null),
                nodes,
                List.of());
    }

    private static Page<NodeSummary> page(String by, List<NodeSummary> nodes) {
        return new Page<>(by, Instant.EPOCH, List.of(), nodes, null, null, null, null);
    }
}
