package org.carotene.presence.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.carotene.channel.ChannelName;
import org.carotene.presence.member.WrittenMembers;
import org.carotene.presence.row.MapRows;
import org.junit.jupiter.api.Test;

/** Reading a channel again costs what has changed, however many members it has. */
class RowMemoryTest {

    private static final ChannelName CHANNEL = new ChannelName("news");

    private static final long[] NODES = {1};
    private static final long NOBODY = 0;

    private final MapRows cache = new MapRows();
    private final WrittenMembers members = new WrittenMembers(cache, 1);
    private final RowMemory memory = new RowMemory(1 << 20);

    @Test
    void rows_again_readsOnlyWhatHasChanged() {
        enter(CHANNEL, 0, 20_000);

        assertThat(read(memory, CHANNEL)).isGreaterThan(100);
        assertThat(read(memory, CHANNEL)).as("row 0").isEqualTo(1);
        enter(CHANNEL, 30_000, 1);
        assertThat(read(memory, CHANNEL))
                .as("row 0, and the bucket that the user came into")
                .isEqualTo(2);
        assertThat(users(memory, CHANNEL)).isEqualTo(20_001);
    }

    @Test
    void users_askedForAgain_areInOneOrder() {
        enter(CHANNEL, 0, 20_000);

        assertThat(memory.users(cache, CHANNEL, NODES, NOBODY)).as("row by row").hasSizeGreaterThan(100);
        assertThat(memory.users(cache, CHANNEL, NODES, NOBODY)).hasSize(1);
        enter(CHANNEL, 30_000, 3000);
        assertThat(memory.users(cache, CHANNEL, NODES, NOBODY)).hasSize(1);
        assertThat(users(memory, CHANNEL)).isEqualTo(23_000);
    }

    @Test
    void usersTwiceAsLargeAsTheMemory_areNotPutInOrderForNothing() {
        RowMemory small = new RowMemory(300_000);
        enter(CHANNEL, 0, 20_000);

        read(small, CHANNEL);

        assertThat(read(small, CHANNEL)).as("row 0: it is remembered").isEqualTo(1);
        assertThat(small.users(cache, CHANNEL, NODES, NOBODY)).as("row by row").hasSizeGreaterThan(100);
    }

    @Test
    void rowsOfTwoNodes_thatFitWithoutTheirOrders_stayRemembered() {
        RowMemory small = new RowMemory(280_000);
        WrittenMembers elsewhere = new WrittenMembers(cache, 2);
        long[] both = {1, 2};
        enter(CHANNEL, 0, 6000);
        small.users(cache, CHANNEL, new long[] {1}, NOBODY);
        assertThat(small.users(cache, CHANNEL, new long[] {1}, NOBODY)).hasSize(1);
        enter(elsewhere, CHANNEL, 10_000, 16_000);
        small.users(cache, CHANNEL, both, NOBODY);

        for (int i = 0; i < 6; i++) {
            int before = cache.read;
            assertThat(small.users(cache, CHANNEL, both, NOBODY))
                    .as("row by row")
                    .hasSizeGreaterThan(100);
            assertThat(cache.read - before).as("row 0 of each").isEqualTo(2);
        }
    }

    @Test
    void order_whenOtherNodesCome_isUsedFurther() {
        RowMemory small = new RowMemory(400_000);
        enter(CHANNEL, 0, 6000);
        small.users(cache, CHANNEL, NODES, NOBODY);
        small.users(cache, CHANNEL, NODES, NOBODY);

        assertThat(small.users(cache, CHANNEL, new long[] {1, 2, 3, 4, 5, 6, 7, 8}, NOBODY).stream()
                        .mapToInt(UserRun::count)
                        .filter(count -> count > 0))
                .containsExactly(6000);
    }

    @Test
    void rows_ofASmallChannel_areNotRemembered() {
        enter(CHANNEL, 0, 5);

        assertThat(read(memory, CHANNEL)).isEqualTo(1);
        assertThat(users(memory, CHANNEL)).isEqualTo(5);
    }

    @Test
    void rows_beyondTheMemory_forgetTheOldestChannel() {
        RowMemory small = new RowMemory(100_000);
        ChannelName other = new ChannelName("sport");
        enter(CHANNEL, 0, 5000);
        enter(other, 0, 5000);

        int first = read(small, CHANNEL);
        assertThat(read(small, CHANNEL)).isEqualTo(1);
        read(small, other);
        assertThat(read(small, CHANNEL)).isEqualTo(first);
        assertThat(users(small, CHANNEL)).isEqualTo(5000);
    }

    @Test
    void rows_ofAChannelLargerThanTheMemory_driveNobodyOut() {
        RowMemory small = new RowMemory(60_000);
        ChannelName huge = new ChannelName("stadium");
        enter(CHANNEL, 0, 2000);
        enter(huge, 0, 20_000);

        read(small, CHANNEL);
        int all = read(small, huge);

        assertThat(read(small, CHANNEL)).as("row 0: it is remembered").isEqualTo(1);
        assertThat(read(small, huge)).as("as many as before").isEqualTo(all);
    }

    @Test
    void rows_askedForByOneNodeAfterTheOther_areReadOnce() {
        WrittenMembers elsewhere = new WrittenMembers(cache, 2);
        enter(CHANNEL, 0, 20_000);
        enter(elsewhere, CHANNEL, 20_000, 20_000);
        long[] both = {1, 2};
        memory.users(cache, CHANNEL, both, 1);
        memory.users(cache, CHANNEL, both, 2);
        int before = cache.read;

        assertThat(memory.users(cache, CHANNEL, both, 1)).hasSameSizeAs(memory.users(cache, CHANNEL, both, 1));
        assertThat(memory.users(cache, CHANNEL, both, 2)).isNotEmpty();
        assertThat(cache.read - before).as("row 0, each time").isEqualTo(3);

        memory.users(cache, CHANNEL, new long[] {2}, NOBODY);
        enter(elsewhere, CHANNEL, 50_000, 1);
        memory.users(cache, CHANNEL, new long[] {2}, NOBODY);
        before = cache.read;
        memory.users(cache, CHANNEL, both, 2);
        assertThat(cache.read - before)
                .as("of one that had gone nothing is kept")
                .isGreaterThan(100);
    }

    private int read(RowMemory from, ChannelName channel) {
        int before = cache.read;
        assertThat(from.users(cache, channel, NODES, NOBODY)).isNotEmpty();
        return cache.read - before;
    }

    private int users(RowMemory from, ChannelName channel) {
        return from.users(cache, channel, NODES, NOBODY).stream()
                .mapToInt(UserRun::count)
                .sum();
    }

    private void enter(ChannelName channel, int from, int count) {
        enter(members, channel, from, count);
    }

    private static void enter(WrittenMembers node, ChannelName channel, int from, int count) {
        for (int i = from; i < from + count; i++) {
            node.enter(channel, "user-" + i);
        }
        node.write(channel);
    }
}
