package org.carotene.presence.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.carotene.channel.ChannelName;
import org.carotene.presence.member.WrittenMembers;
import org.carotene.presence.row.MapRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountMemoryTest {

    private static final ChannelName CHANNEL = new ChannelName("news");
    private static final long[] ALL = {1, 2, 3};

    private final MapRows cache = new MapRows();
    private final WrittenMembers[] nodes = {
        new WrittenMembers(cache, 1), new WrittenMembers(cache, 2), new WrittenMembers(cache, 3)
    };
    private final CountMemory counts = new CountMemory(500_000);

    @Test
    void count_ofFewMembers_readsAllRowsAndCountsEachUserOnce() {
        enter(0, 0, 100);
        enter(1, 50, 100);

        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(150);
    }

    @Test
    void count_ofMembersOnOneNode_readsHeadersOnly() {
        enter(1, 0, 20_000);

        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(20_000);
        assertThat(cache.read).isEqualTo(3);
    }

    @Test
    void count_again_readsOnlyWhatHasChanged() {
        enter(0, 0, 20_000);
        enter(1, 10_000, 20_000);
        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(30_000);
        int first = cache.read;

        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(30_000);
        int unchanged = cache.read - first;
        enter(1, 30_000, 1);
        enter(1, 5, 1);
        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(30_001);
        int changed = cache.read - first - unchanged;

        assertThat(first).isGreaterThan(300);
        assertThat(unchanged).as("a header each").isEqualTo(3);
        assertThat(changed).isLessThanOrEqualTo(3 + 4);
    }

    @Test
    void count_withoutANodeThatIsGone_forgetsItsMembers() {
        enter(0, 0, 2000);
        enter(1, 1000, 2000);
        enter(2, 9000, 1000);
        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(4000);

        assertThat(counts.count(cache, CHANNEL, new long[] {1, 3})).isEqualTo(3000);
        assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(4000);
    }

    @Test
    void count_beyondTheMemory_forgetsTheOldestChannelAndIsRight() {
        CountMemory small = new CountMemory(5000);
        enter(0, 0, 2000);
        enter(1, 1000, 2000);
        assertThat(small.count(cache, CHANNEL, ALL)).isEqualTo(3000);
        for (int node = 0; node < 2; node++) {
            for (int i = 0; i < 1500; i++) {
                nodes[node].enter(new ChannelName("other"), "user-" + i);
            }
            nodes[node].write(new ChannelName("other"));
        }

        assertThat(small.count(cache, new ChannelName("other"), ALL)).isEqualTo(1500);
        int before = cache.read;
        assertThat(small.count(cache, CHANNEL, ALL)).isEqualTo(3000);

        assertThat(cache.read - before).as("all rows again").isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void count_afterAnyComingsAndGoings_isTheNumberOfDistinctUsers(long seed) {
        Random random = new Random(seed);

        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < 600; i++) {
                int node = random.nextInt(3);
                String user = "user-" + random.nextInt(4000);
                boolean away = !nodes[node].holds(CHANNEL, user);
                if (away && random.nextInt(10) < (round < 40 ? 8 : 3)) {
                    nodes[node].enter(CHANNEL, user);
                } else {
                    nodes[node].leave(CHANNEL, user);
                }
            }
            nodes[round % 3].write(CHANNEL);
            nodes[(round + 1) % 3].write(CHANNEL);
            nodes[(round + 2) % 3].write(CHANNEL);
            Set<String> distinct = new HashSet<>();
            for (WrittenMembers node : nodes) {
                distinct.addAll(node.users(CHANNEL));
            }

            assertThat(counts.count(cache, CHANNEL, ALL)).isEqualTo(distinct.size());
        }
    }

    private void enter(int node, int from, int count) {
        for (int i = from; i < from + count; i++) {
            nodes[node].enter(CHANNEL, "user-" + i);
        }
        nodes[node].write(CHANNEL);
    }
}
