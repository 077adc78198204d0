package org.carotene.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** Who leaves for a deaf link, as one node decides it. */
final class DeafRuleTest {

    private static final int SIZE = 5;

    private final DeafRule rule = new DeafRule();

    @Test
    void look_noDeafLink_stays() {
        assertThat(afterAWhile(view(2), view(1))).isEmpty();
    }

    @Test
    void look_bothSayItAndThisOneIsYounger_leavesOnceThatStands() {
        assertThat(rule.look(0, view(2, 1), List.of(view(1, 2)))).isEmpty();
        assertThat(rule.look(1_000, view(2, 1), List.of(view(1, 2)))).isEmpty();
        assertThat(rule.look(2_900, view(2, 1), List.of(view(1, 2)))).isEmpty();

        assertThat(rule.look(3_000, view(2, 1), List.of(view(1, 2)))).containsExactly(name(1));
    }

    @Test
    void look_bothSayItAndThisOneIsOlder_stays() {
        assertThat(afterAWhile(view(1, 2), view(2, 1))).isEmpty();
    }

    @Test
    void look_thisOneHasMoreDeafLinks_leavesThoughItIsOlder() {
        assertThat(afterAWhile(view(1, 2, 3), view(2, 1), view(3, 1))).containsExactly(name(2), name(3));
    }

    @Test
    void look_theOtherHasMoreDeafLinks_staysThoughItIsYounger() {
        assertThat(afterAWhile(view(3, 1), view(1, 2, 3), view(2, 1))).isEmpty();
    }

    @Test
    void look_theOtherDoesNotSayIt_stays() {
        assertThat(afterAWhile(view(2, 1), view(1)))
                .as("it may be slow, or this one was")
                .isEmpty();
        assertThat(afterAWhile(view(2, 1), PeerView.detached(name(1))))
                .as("it is leaving already")
                .isEmpty();
    }

    @Test
    void look_chain_onlyThoseLeaveWhoDoSoForEachOfTheirLinks() {
        // 1 - 2 - 3 - 4: 2 has more than 1, but of 2 and 3 the latter is younger.
        assertThat(afterAWhile(view(2, 1, 3), view(1, 2), view(3, 2, 4))).isEmpty();
        assertThat(afterAWhile(view(3, 2, 4), view(2, 1, 3), view(4, 3))).containsExactly(name(2), name(4));
    }

    @Test
    void look_theNumbersChange_waitsAnew() {
        rule.look(0, view(2, 1), List.of(view(1, 2)));
        rule.look(2_000, view(2, 1, 3), List.of(view(1, 2), view(3, 2)));

        assertThat(rule.look(4_000, view(2, 1, 3), List.of(view(1, 2), view(3, 2))))
                .isEmpty();
        assertThat(rule.look(5_000, view(2, 1, 3), List.of(view(1, 2), view(3, 2))))
                .hasSize(2);
    }

    @Test
    void look_anAnswerIsMissingForAMoment_doesNotWaitAnew() {
        rule.look(0, view(2, 1), List.of(view(1, 2)));
        rule.look(1_000, view(2, 1), List.of());
        rule.look(2_000, view(2, 1), List.of());

        assertThat(rule.look(3_000, view(2, 1), List.of())).containsExactly(name(1));
    }

    @Test
    void look_mayNotLeave_staysAndTheOtherGoesInstead() {
        assertThat(afterAWhile(staying(2, 1), view(1, 2))).isEmpty();
        assertThat(afterAWhile(view(1, 2), staying(2, 1))).containsExactly(name(2));
        assertThat(afterAWhile(staying(2, 1), staying(1, 2))).isEmpty();
    }

    @Test
    void look_theOtherNeverAnswers_countsAsAgreeingAfterAWhile() {
        assertThat(unanswered(view(2, 1), DeafRule.UNANSWERED - 1)).isEmpty();
        assertThat(unanswered(view(2, 1), DeafRule.UNANSWERED + DeafRule.STEADY + 1_000))
                .containsExactly(name(1));
        assertThat(unanswered(view(1, 2), 2 * DeafRule.UNANSWERED))
                .as("the older")
                .isEmpty();
    }

    @Test
    void look_noneOfSomeAnswers_isLikelyTheCauseAndLeavesSooner() {
        assertThat(unanswered(view(1, 2, 3), DeafRule.UNANSWERED / 2 + DeafRule.STEADY + 1_000))
                .hasSize(2);
    }

    @Test
    void look_deafWithSomebodyWhoIsNoMemberAnyMore_stays() {
        assertThat(afterAWhile(view(2, 9), view(1))).isEmpty();
    }

    private List<NodeName> afterAWhile(PeerView own, PeerView... others) {
        DeafRule fresh = new DeafRule();
        List<NodeName> last = List.of();
        for (int now = 0; now <= 10_000 && last.isEmpty(); now += 1_000) {
            last = fresh.look(now, own, List.of(others));
        }
        return last;
    }

    private List<NodeName> unanswered(PeerView own, long millis) {
        DeafRule fresh = new DeafRule();
        List<NodeName> last = List.of();
        for (long now = 0; now <= millis && last.isEmpty(); now += 1_000) {
            last = fresh.look(now, own, List.of());
        }
        return last;
    }

    private static PeerView view(int node, int... deaf) {
        return view(node, true, deaf);
    }

    private static PeerView staying(int node, int... deaf) {
        return view(node, false, deaf);
    }

    private static PeerView view(int node, boolean mayLeave, int... deaf) {
        Set<UUID> ids = IntStream.of(deaf).mapToObj(DeafRuleTest::id).collect(Collectors.toSet());
        List<IslandMember> members = new ArrayList<>();
        for (int number = 1; number <= SIZE; number++) {
            members.add(member(number));
        }
        return new PeerView(name(node), Optional.of(new Island(members)), new DeafLinks(ids, mayLeave));
    }

    static IslandMember member(int number) {
        return new IslandMember(
                name(number),
                id(number),
                number,
                number,
                Optional.of(new PeerAddress("10.0.0." + number, 47500, 47100, 47700)));
    }

    static UUID id(int number) {
        return new UUID(7, number);
    }

    static NodeName name(int number) {
        return new NodeName("n" + number + "@host");
    }
}
