package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.carotene.cluster.ClusterSplit.Outside;
import org.carotene.metrics.Metrics;
import org.carotene.settings.ClusterSettings.Minority;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** What is told of a split, and when a side refuses. */
final class ClusterSplitTest {

    private final ClusterSplit refusing = new ClusterSplit(Minority.REFUSE, new Metrics());
    private final ClusterSplit serving = new ClusterSplit(Minority.SERVE, new Metrics());

    @Test
    void refuses_mostAreLost_asTheSettingsSay() {
        splitOff(refusing);
        splitOff(serving);

        assertThat(refusing.refuses()).isTrue();
        assertThat(serving.refuses()).isFalse();
        assertThat(serving.isMinority()).isTrue();
        assertThat(refusing.inWords())
                .contains("crashed or cut off: [a@h, b@h]; this side is the minority and takes no publications");
        assertThat(serving.inWords()).contains("crashed or cut off: [a@h, b@h]");
    }

    @Test
    void refuses_lostOnesSeenOutside_stillDoes() {
        splitOff(refusing);

        refusing.seen(List.of(outside("a"), outside("b")), List.of());

        assertThat(refusing.refuses()).isTrue();
        assertThat(refusing.lost()).isEmpty();
        assertThat(refusing.inWords().orElseThrow())
                .startsWith("the cluster is split, [a@h, b@h] are in another one; ");
    }

    @Test
    void refuses_betweenTwoIgniteNodes_asBefore() {
        splitOff(refusing);

        refusing.changed(Topology.DETACHED);

        assertThat(refusing.refuses()).isTrue();
    }

    @Test
    void refuses_healed_noLonger() {
        splitOff(refusing);

        refusing.changed(of("a", "b", "c"));

        assertThat(refusing.refuses()).isFalse();
        assertThat(refusing.lost()).isEmpty();
    }

    @Test
    void refuses_forgotten_noLonger() {
        splitOff(refusing);

        refusing.forgetLost();

        assertThat(refusing.refuses()).isFalse();
        assertThat(refusing.inWords()).isEmpty();
    }

    @Test
    void refuses_theLostForgottenWhileOthersLiveElsewhere_stillDoes() {
        splitOff(refusing);
        refusing.seen(List.of(outside("a")), List.of());

        assertThat(refusing.forgetLost()).containsExactly(node("b"));

        assertThat(refusing.refuses()).isTrue();
        assertThat(refusing.lost()).isEmpty();
        refusing.seen(List.of(), List.of());
        assertThat(refusing.lost()).containsExactly(node("a"));
    }

    @Test
    void refuses_theirProcessesHaveEnded_noLongerAndNamesThem() {
        splitOff(refusing);

        refusing.seen(List.of(), List.of(node("a"), node("b")));

        assertThat(refusing.refuses()).isFalse();
        assertThat(refusing.inWords()).contains("crashed or cut off: [a@h, b@h]");
    }

    private static void splitOff(ClusterSplit split) {
        split.changed(of("a", "b", "c"));
        split.went(node("a"), false);
        split.changed(of("b", "c"));
        split.went(node("b"), false);
        split.changed(of("c"));
    }

    private static Topology of(String... names) {
        return new Topology(
                true,
                1,
                Stream.of(names)
                        .map(name -> new Topology.Member(
                                node(name), name, 1, List.of(), "0.1", Instant.EPOCH, name.equals("c")))
                        .toList());
    }

    private static Outside outside(String name) {
        return new Outside(node(name), List.of(node("a"), node("b")), Instant.EPOCH);
    }

    private static NodeName node(String name) {
        return new NodeName(name + "@h");
    }
}
