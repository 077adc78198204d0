package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.carotene.channel.ChannelName;
import org.junit.jupiter.api.Test;

class InterestTableTest {

    private static final ChannelName NEWS = new ChannelName("news");
    private static final ChannelName SPORT = new ChannelName("sport");

    private final InterestTable<String> table = new InterestTable<>();

    @Test
    void wanting_addedAndRemoved_followsTheChanges() {
        table.add("b", NEWS);
        table.add("c", NEWS);
        table.add("b", NEWS);
        assertThat(table.wanting(NEWS)).containsExactlyInAnyOrder("b", "c");
        assertThat(table.wanting(SPORT)).isEmpty();

        table.remove("b", NEWS);
        assertThat(table.wanting(NEWS)).containsExactly("c");

        table.remove("c", NEWS);
        assertThat(table.wanting(NEWS)).isEmpty();
        assertThat(table.channels()).isZero();
    }

    @Test
    void wanting_nodeInDoubt_wantsEverythingOnce() {
        table.add("b", NEWS);
        table.add("c", NEWS);
        table.doubt("b");

        assertThat(table.wanting(NEWS)).containsExactlyInAnyOrder("b", "c");
        assertThat(table.wanting(SPORT)).containsExactly("b");

        table.settle("b");
        assertThat(table.wanting(SPORT)).isEmpty();
    }

    @Test
    void replace_otherChannels_dropsTheOldOfThatNodeAlone() {
        table.add("b", NEWS);
        table.add("c", NEWS);

        table.replace("b", Set.of(SPORT));

        assertThat(table.wanting(NEWS)).containsExactly("c");
        assertThat(table.wanting(SPORT)).containsExactly("b");
    }

    @Test
    void forget_nodeWithChannelsAndInDoubt_leavesNothing() {
        table.add("b", NEWS);
        table.doubt("b");

        table.forget("b");

        assertThat(table.wanting(NEWS)).isEmpty();
        assertThat(table.isInDoubt("b")).isFalse();
        assertThat(table.channels()).isZero();
    }
}
