package org.carotene.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carotene.channel.ChannelName;
import org.junit.jupiter.api.Test;

/** Reading a channel again costs what has changed, however many members it has. */
class RowMemoryTest {

    private static final ChannelName CHANNEL = new ChannelName("news");

    private final MapRows cache = new MapRows();
    private final LocalMembers members = new LocalMembers(1, () -> {});
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
    void rows_ofASmallChannel_areNotRemembered() {
        enter(CHANNEL, 0, 5);

        assertThat(read(memory, CHANNEL)).isEqualTo(1);
        assertThat(users(memory, CHANNEL)).isEqualTo(5);
    }

    @Test
    void rows_beyondTheMemory_forgetTheOldestChannel() {
        RowMemory small = new RowMemory(60_000);
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

    private int read(RowMemory from, ChannelName channel) {
        int before = cache.read;
        assertThat(from.rows(cache, channel, List.of(1L))).isNotEmpty();
        return cache.read - before;
    }

    private int users(RowMemory from, ChannelName channel) {
        return from.rows(cache, channel, List.of(1L)).stream()
                .mapToInt(UserRow::count)
                .sum();
    }

    private void enter(ChannelName channel, int from, int count) {
        for (int i = from; i < from + count; i++) {
            members.enter(channel, "user-" + i);
        }
        ChannelMembers there = members.channel(channel);
        RowBatch batch = new RowBatch(1);
        there.gather(batch, members::nextVersion);
        there.written(true);
        cache.apply(batch, 1);
    }
}
