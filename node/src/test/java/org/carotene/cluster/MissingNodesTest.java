package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** What is counted as the cluster, and which side of it is the minority. */
final class MissingNodesTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final MissingNodes nodes = new MissingNodes(true);

    @Test
    void names_lostInAnyOrder_areSorted() {
        in("a", "b", "c");
        lose("c", "b");

        assertThat(nodes.names(0)).containsExactly(node("b"), node("c"));
    }

    @Test
    void isMinority_fewerThanHalf_is() {
        in("a", "b", "c");
        lose("a", "b");

        assertThat(nodes.isMinority()).isTrue();
        assertThat(nodes.whole()).isEqualTo(3);
    }

    @Test
    void isMinority_moreThanHalf_isNot() {
        in("a", "b", "c");
        lose("a");

        assertThat(nodes.isMinority()).isFalse();
    }

    @Test
    void isMinority_whole_isNot() {
        in("a");

        assertThat(nodes.isMinority()).isFalse();
    }

    @Test
    void isMinority_noClusterYet_isNot() {
        nodes.went(node("a"), false, 0);

        assertThat(nodes.isMinority()).isFalse();
    }

    @Test
    void isMinority_twoHalves_isTheOneWithoutTheFirstName() {
        in("a", "b", "c", "d");
        lose("b", "c");
        assertThat(nodes.isMinority()).isFalse();

        MissingNodes others = new MissingNodes(true);
        others.here(Stream.of("a", "b", "c", "d").map(MissingNodesTest::node).toList());
        others.went(node("a"), false, 0);
        others.went(node("d"), false, 0);
        others.here(List.of(node("b"), node("c")));
        assertThat(others.isMinority()).isTrue();
    }

    @Test
    void isMinority_anySplitInTwo_isNeverNeitherSideAndNeverBoth() {
        List<String> all = List.of("a", "b", "c", "d", "e");
        for (int size = 2; size <= all.size(); size++) {
            List<String> cluster = all.subList(0, size);
            for (int sides = 1; sides < (1 << size) - 1; sides++) {
                List<String> one = side(cluster, sides, 1);
                List<String> other = side(cluster, sides, 0);

                assertThat(minority(one, other)).as("%s | %s", one, other).isNotEqualTo(minority(other, one));
            }
        }
    }

    @Test
    void went_inOrder_doesNotCount() {
        in("a", "b", "c");
        nodes.went(node("a"), true, 0);
        nodes.went(node("b"), true, 0);
        nodes.here(List.of(node("c")));

        assertThat(nodes.isMinority()).isFalse();
        assertThat(nodes.names(0)).isEmpty();
    }

    @Test
    void ended_doesNotCountAndIsShownStill() {
        in("a", "b", "c");
        lose("a", "b");

        nodes.ended(List.of(node("a"), node("b")));

        assertThat(nodes.isMinority()).isFalse();
        assertThat(nodes.names(0)).containsExactly(node("a"), node("b"));
    }

    @Test
    void ended_andForgottenWithTime_isNoLongerTakenOff() {
        in("a", "b", "c");
        lose("a");
        nodes.ended(List.of(node("a")));

        assertThat(nodes.names(2 * HOUR)).isEmpty();

        assertThat(nodes.whole()).isEqualTo(2);
    }

    @Test
    void ended_butAnswersLater_countsAgain() {
        in("a", "b", "c");
        lose("a", "b");
        nodes.ended(List.of(node("a"), node("b"), node("x")));

        nodes.alive(List.of(node("a"), node("b")));

        assertThat(nodes.isMinority()).isTrue();
    }

    @Test
    void ended_firstNameOfTwoHalves_leavesAMajority() {
        in("a", "b", "c", "d");
        lose("a", "b");
        assertThat(nodes.isMinority()).isTrue();

        nodes.ended(List.of(node("a")));

        assertThat(nodes.isMinority()).isFalse();
    }

    @Test
    void here_allAgain_isWhole() {
        in("a", "b", "c");
        lose("a", "b");

        in("a", "b", "c");

        assertThat(nodes.isMinority()).isFalse();
        assertThat(nodes.names(0)).isEmpty();
        assertThat(nodes.whole()).isEqualTo(3);
    }

    @Test
    void forget_missing_doNotCount() {
        in("a", "b", "c");
        lose("a", "b");

        nodes.forget(nodes.names(0));

        assertThat(nodes.isMinority()).isFalse();
    }

    @Test
    void names_afterAnHour_areForgottenUnlessTheyDecideWhoIsServed() {
        MissingNodes keeping = new MissingNodes(false);
        keeping.went(node("a"), false, 0);
        nodes.went(node("a"), false, 0);

        assertThat(nodes.names(HOUR)).containsExactly(node("a"));
        assertThat(nodes.names(HOUR + 1)).isEmpty();
        assertThat(keeping.names(HOUR + 1)).containsExactly(node("a"));
    }

    private void in(String... names) {
        nodes.here(Stream.of(names).map(MissingNodesTest::node).toList());
    }

    /** These go without leave from those that were there last. */
    private void lose(String... names) {
        List<String> left = new ArrayList<>(List.of("a", "b", "c", "d"));
        if (nodes.whole() == 3) {
            left.remove("d");
        }
        for (String name : names) {
            nodes.went(node(name), false, 0);
            left.remove(name);
        }
        in(left.toArray(new String[0]));
    }

    private static boolean minority(List<String> here, List<String> gone) {
        MissingNodes side = new MissingNodes(true);
        gone.forEach(name -> side.went(node(name), false, 0));
        side.here(here.stream().map(MissingNodesTest::node).toList());
        return side.isMinority();
    }

    private static List<String> side(List<String> cluster, int sides, int which) {
        List<String> side = new ArrayList<>();
        for (int i = 0; i < cluster.size(); i++) {
            if ((sides >> i & 1) == which) {
                side.add(cluster.get(i));
            }
        }
        return side;
    }

    private static NodeName node(String name) {
        return new NodeName(name + "@host");
    }
}
