package org.carotene.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** The rule of the heal, step by step. */
class HealRuleTest {

    private static final HealTimes TIMES = HealTimes.joiningWithin(Duration.ofSeconds(20));
    private static final Island LARGE = island(1, 2);
    private static final Island SMALL = island(3);

    private final HealRule rule = new HealRule(TIMES);

    @Test
    void beats_more_thenOlder_thenId() {
        assertThat(LARGE.beats(SMALL)).isTrue();
        assertThat(SMALL.beats(LARGE)).isFalse();
        assertThat(island(1).beats(island(2))).as("older").isTrue();
        IslandMember one = member(1, 5);
        IslandMember two = member(2, 5);
        assertThat(new Island(List.of(one)).beats(new Island(List.of(two))))
                .isNotEqualTo(new Island(List.of(two)).beats(new Island(List.of(one))));
    }

    @Test
    void look_smallerSide_asksOnceTheLargerHasBeenSeenForTwoSeconds() {
        assertThat(rule.look(0, view(3, SMALL), List.of(view(1, LARGE)))).isEmpty();
        assertThat(rule.look(1_000, view(3, SMALL), List.of(view(1, LARGE)))).isEmpty();

        assertThat(rule.look(2_000, view(3, SMALL), List.of(view(1, LARGE)))).contains(LARGE);
    }

    @Test
    void look_linkThatComesAndGoes_isNotSteady() {
        rule.look(0, view(3, SMALL), List.of(view(1, LARGE)));
        rule.look(1_000, view(3, SMALL), List.of());

        assertThat(rule.look(2_000, view(3, SMALL), List.of(view(1, LARGE)))).isEmpty();
    }

    @Test
    void look_largerSideOrMemberOrDetached_asksNobody() {
        steady(view(1, LARGE), view(3, SMALL));
        assertThat(rule.look(9_000, view(1, LARGE), List.of(view(3, SMALL)))).isEmpty();

        Island three = island(5, 6, 7);
        steady(view(2, LARGE), view(5, three));
        assertThat(rule.look(9_000, view(2, LARGE), List.of(view(5, three))))
                .as("not the decider")
                .isEmpty();
        assertThat(rule.look(9_500, PeerView.detached(name(1)), List.of(view(5, three))))
                .isEmpty();
    }

    @Test
    void look_peerThatIsStillAMember_isNoOtherSide() {
        Island old = island(2, 3, 4);
        steady(view(3, SMALL), view(2, old));

        assertThat(rule.look(9_000, view(3, SMALL), List.of(view(2, old)))).isEmpty();
    }

    @Test
    void asked_byTheSmaller_isGrantedAndStays() {
        assertThat(rule.asked(0, view(1, LARGE), SMALL)).isEqualTo(GrantAnswer.GRANTED);

        Island largest = island(5, 6, 7);
        for (long now = 0; now <= TIMES.hold() - 1; now += 1_000) {
            assertThat(rule.look(now, view(1, LARGE), List.of(view(5, largest))))
                    .isEmpty();
        }
        assertThat(rule.look(TIMES.hold(), view(1, LARGE), List.of(view(5, largest))))
                .contains(largest);
    }

    @Test
    void asked_grantedHaveCome_isFreeAtOnce() {
        rule.asked(0, view(1, LARGE), SMALL);
        Island together = island(1, 2, 3);
        Island largest = island(5, 6, 7, 8);

        steady(view(1, together), view(5, largest));

        assertThat(rule.look(5_000, view(1, together), List.of(view(5, largest))))
                .contains(largest);
    }

    @Test
    void asked_whileAskingLeavingDetachedOrSmaller_isRefused() {
        assertThat(rule.asked(0, view(3, SMALL), LARGE)).isEqualTo(GrantAnswer.NOT_LARGER);
        assertThat(rule.asked(0, view(2, LARGE), SMALL)).isEqualTo(GrantAnswer.NOT_DECIDER);
        assertThat(rule.asked(0, PeerView.detached(name(1)), SMALL)).isEqualTo(GrantAnswer.DETACHED);
        asking();
        assertThat(rule.asked(2_000, view(3, island(3, 4)), island(9))).isEqualTo(GrantAnswer.BUSY);
        rule.granted(2_500, view(3, SMALL));
        assertThat(rule.asked(2_500, view(3, island(3, 4)), island(9))).isEqualTo(GrantAnswer.BUSY);
    }

    @Test
    void granted_tooLate_movesNobody() {
        asking();

        assertThat(rule.granted(2_000 + TIMES.ask() + 1, view(3, SMALL))).isFalse();
    }

    @Test
    void ordered_byItsDecider_leaves_byAnybodyElse_stays() {
        assertThat(rule.ordered(0, view(2, LARGE), name(9))).isFalse();
        assertThat(rule.ordered(0, view(2, LARGE), name(2))).isFalse();
        assertThat(rule.ordered(0, view(2, LARGE), name(1))).isTrue();
        assertThat(rule.ordered(0, view(2, LARGE), name(1)))
                .as("leaving already")
                .isFalse();
    }

    @Test
    void steady_afterEachLeaving_isTwiceAsLong_andForgotten() {
        asking();
        rule.granted(2_000, view(3, SMALL));
        rule.settled();
        assertThat(rule.steadyMillis()).isEqualTo(4_000);

        rule.look(2_001 + TIMES.memory(), view(3, SMALL), List.of());
        assertThat(rule.steadyMillis()).isEqualTo(2_000);
    }

    @Test
    void refused_asksAgainAfterAPauseThatGrows() {
        asking();
        rule.refused(2_000);
        assertThat(rule.look(2_900, view(3, SMALL), List.of(view(1, LARGE)))).isEmpty();
        assertThat(rule.look(3_000, view(3, SMALL), List.of(view(1, LARGE)))).contains(LARGE);
        rule.refused(3_000);
        assertThat(rule.look(4_900, view(3, SMALL), List.of(view(1, LARGE)))).isEmpty();
        assertThat(rule.look(5_000, view(3, SMALL), List.of(view(1, LARGE)))).contains(LARGE);
    }

    private void asking() {
        steady(view(3, SMALL), view(1, LARGE));
        assertThat(rule.look(2_000, view(3, SMALL), List.of(view(1, LARGE)))).contains(LARGE);
    }

    private void steady(PeerView own, PeerView other) {
        rule.look(0, own, List.of(other));
        rule.look(1_000, own, List.of(other));
    }

    private static PeerView view(int node, Island island) {
        return new PeerView(name(node), Optional.of(island));
    }

    private static Island island(int... numbers) {
        return new Island(
                IntStream.of(numbers).mapToObj(number -> member(number, number)).toList());
    }

    private static IslandMember member(int number, long started) {
        return new IslandMember(
                name(number),
                new UUID(7, number),
                number,
                started,
                Optional.of(new PeerAddress("10.0.0." + number, 47500, 47100, 47700)));
    }

    private static NodeName name(int number) {
        return new NodeName("n" + number + "@host");
    }
}
