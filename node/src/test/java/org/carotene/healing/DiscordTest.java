package org.carotene.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** Nodes that do not have each other in their clusters alike. */
class DiscordTest {

    private final Discord discord = new Discord(HealTimes.joiningWithin(Duration.ofSeconds(20)));

    @Test
    void loneNodeThatHasGivenUpTheOthers_leavesForThem() {
        // 3 can open no connection, 1 and 2 still have it in their ring.
        assertThat(steady(view(3, 3), view(1, 1, 2, 3))).contains(name(1));
        assertThat(steady(view(1, 1, 2, 3), view(3, 3))).isEmpty();
    }

    @Test
    void nodeThatTheOthersHaveGivenUp_leaves() {
        assertThat(steady(view(1, 1, 2, 3), view(2, 2, 3))).contains(name(2));
        assertThat(steady(view(2, 2, 3), view(1, 1, 2, 3))).isEmpty();
    }

    @Test
    void two_theYoungerLeaves() {
        assertThat(steady(view(2, 2), view(1, 1, 2))).contains(name(1));
        assertThat(steady(view(1, 1, 2), view(2, 2))).isEmpty();
        assertThat(steady(view(1, 1), view(2, 1, 2))).isEmpty();
        assertThat(steady(view(2, 1, 2), view(1, 1))).contains(name(1));
    }

    @Test
    void agreement_cleanSplitOrDetachedNode_isNone() {
        assertThat(steady(view(1, 1, 2), view(2, 1, 2))).isEmpty();
        assertThat(steady(view(3, 3), view(1, 1, 2))).as("split").isEmpty();
        assertThat(steady(view(3, 3), PeerView.detached(name(1)))).isEmpty();
        assertThat(steady(PeerView.detached(name(3)), view(1, 1, 2, 3))).isEmpty();
    }

    @Test
    void shortDisagreement_isIgnitesOwnDelay() {
        assertThat(discord.look(0, view(3, 3), List.of(view(1, 1, 2, 3)))).isEmpty();
        assertThat(discord.look(1_000, view(3, 3), List.of(view(1, 1, 2)))).isEmpty();
        assertThat(discord.look(2_000, view(3, 3), List.of(view(1, 1, 2, 3)))).isEmpty();
    }

    /** Any two views of up to four nodes: of two that disagree, exactly one leaves for the other. */
    @Test
    void anyViews_neverBoth() {
        for (int mine = 1; mine < 16; mine++) {
            for (int his = 1; his < 16; his++) {
                if ((mine & 1) != 0 && (his & 2) != 0) {
                    PeerView one = new PeerView(name(1), Optional.of(island(mine)));
                    PeerView two = new PeerView(name(2), Optional.of(island(his)));
                    boolean disagree = (mine & 2) == 0 ^ (his & 1) == 0;

                    assertThat(steady(one, two).isPresent() ^ steady(two, one).isPresent())
                            .as("%s and %s", one, two)
                            .isEqualTo(disagree);
                }
            }
        }
    }

    private Optional<NodeName> steady(PeerView own, PeerView other) {
        discord.look(0, own, List.of(other));
        discord.look(1_000, own, List.of(other));
        Optional<NodeName> found = discord.look(2_000, own, List.of(other));
        discord.look(3_000, PeerView.detached(own.name()), List.of());
        return found;
    }

    private static PeerView view(int self, int... members) {
        return new PeerView(
                name(self),
                Optional.of(island(IntStream.of(members).map(n -> 1 << (n - 1)).sum())));
    }

    private static Island island(int bits) {
        return new Island(IntStream.rangeClosed(1, 4)
                .filter(n -> (bits & 1 << (n - 1)) != 0)
                .mapToObj(DiscordTest::member)
                .toList());
    }

    private static IslandMember member(int n) {
        return new IslandMember(
                name(n),
                new UUID(0, n),
                n,
                n * 1_000L,
                Optional.of(new PeerAddress("10.0.0." + n, 47500, 47100, 47700)));
    }

    private static NodeName name(int n) {
        return new NodeName("n" + n + "@host");
    }
}
