package org.carotene.presence.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.ChannelName;
import org.carotene.presence.answer.Answer;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.answer.RowAnswers;
import org.carotene.presence.row.Header;
import org.carotene.presence.row.MapRows;
import org.carotene.presence.row.RowBatch;
import org.carotene.presence.row.RowCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes and goes, the rows say exactly who is there, or say that they are being changed. */
class RowsPropertyTest {

    private static final ChannelName CHANNEL = new ChannelName("news");
    private static final long INCARNATION = 7;

    private final MapRows cache = new MapRows();
    private final RowAnswers answers = new RowAnswers(new LongAdder(), new LongAdder());
    private final LocalMembers members = new LocalMembers(42, () -> {});
    private final Map<String, Integer> model = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rows_afterAnyComingsAndGoings_areExactlyThoseWhoAreThere(long seed) {
        Random random = new Random(seed);

        for (int round = 0; round < 60; round++) {
            change(random, random.nextInt(400), round / 20 % 2 == 0 ? 0.8 : 0.2);
            RowBatch batch = gathered();
            cache.apply(batch, INCARNATION);
            acknowledge();

            assertThat(read()).contains(model.keySet());
            assertThat(members.users(CHANNEL, null, Integer.MAX_VALUE, List.of()))
                    .isEqualTo(new ArrayList<>(new TreeSet<>(model.keySet())));
            String after = name(random.nextInt(3000));
            assertThat(members.users(CHANNEL, after, 50, List.of())).isEqualTo(first(50, after, List.of()));
            List<String> others =
                    names(random, 100).tailSet(after, false).stream().limit(50).toList();
            assertThat(members.users(CHANNEL, after, 50, others)).isEqualTo(first(50, after, others));
            assertThat(members.users(CHANNEL, after, 5000, others)).isEqualTo(first(5000, after, others));
            assertThat(page(after, 50)).isEqualTo(first(50, after, List.of()));
            assertThat(members.count(CHANNEL)).isEqualTo(model.size());
            assertThat(cache.rows).as("no row is left over").hasSize(expectedRows());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void reader_whoMeetsAHalfAppliedBatch_isNeverWrong(long seed) {
        Random random = new Random(seed);
        int unsettled = 0;
        int settled = 0;

        for (int round = 0; round < 30; round++) {
            Set<String> before = new HashSet<>(model.keySet());
            change(random, random.nextInt(700), round / 10 % 2 == 0 ? 0.9 : 0.1);
            Set<String> stayed = new HashSet<>(before);
            stayed.retainAll(model.keySet());
            Set<String> ever = new HashSet<>(before);
            ever.addAll(model.keySet());
            RowBatch batch = gathered();
            for (Runnable step : cache.stepsInAnyOrder(batch, INCARNATION, random)) {
                step.run();
                Optional<Set<String>> read = read();
                if (read.isEmpty()) {
                    unsettled++;
                } else {
                    settled++;
                    assertThat(read.get().containsAll(stayed)).as("who stayed").isTrue();
                    assertThat(ever.containsAll(read.get())).as("nobody else").isTrue();
                }
            }
            acknowledge();
            assertThat(read()).contains(model.keySet());
        }

        assertThat(unsettled).as("the test met half-applied splits").isPositive();
        assertThat(settled).isPositive();
    }

    @Test
    void rows_ofALargeChannel_haveAFewHundredUsersEach() {
        for (int i = 0; i < 40_000; i++) {
            members.enter(CHANNEL, "user-" + i);
            if (i % 1000 == 999) {
                ChannelMembers channel = members.channel(CHANNEL);
                channel.markDirty();
                RowBatch batch = gathered();
                acknowledge();

                assertThat(batch.puts().stream()
                                .filter(put -> put.row() > 0)
                                .mapToInt(
                                        put -> RowCodec.readBucket(put.bytes()).count()))
                        .allMatch(users -> users < 340);
            }
        }
    }

    @Test
    void join_inALargeChannel_dirtiesTwoRowsOfFourKilobytes() {
        for (int i = 0; i < 20_000; i++) {
            members.enter(CHANNEL, "user-" + i);
        }
        gathered();
        acknowledge();
        int rows = 0;
        long bytes = 0;

        for (int i = 0; i < 1000; i++) {
            members.enter(CHANNEL, "late-" + i);
            RowBatch batch = gathered();
            acknowledge();
            rows += batch.rows();
            bytes += batch.bytes();
        }

        // The bucket that a join splits, beside the one that it enters, and the new one.
        int splits = 1000 / ChannelMembers.MEAN_USERS + 1;
        assertThat(rows).isBetween(2000, 2000 + 2 * splits);
        assertThat(bytes / 1000).isBetween(1000L, 4096L);
    }

    @Test
    void secondConnection_ofAMember_changesNoRow() {
        members.enter(CHANNEL, "anna");
        gathered();
        acknowledge();

        members.enter(CHANNEL, "anna");
        members.leave(CHANNEL, "anna");

        assertThat(gathered().isEmpty()).isTrue();
        assertThat(members.users(CHANNEL, null, Integer.MAX_VALUE, List.of())).containsExactly("anna");
    }

    @Test
    void failedBatch_isGatheredAgainWhole() {
        for (int i = 0; i < 300; i++) {
            members.enter(CHANNEL, "user-" + i);
        }
        RowBatch first = gathered();
        members.channel(CHANNEL).written(false);

        RowBatch second = gathered();

        assertThat(second.puts()).hasSameSizeAs(first.puts());
    }

    @Test
    void emptyChannel_leavesNoRowAndNoEntry() {
        for (int i = 0; i < 300; i++) {
            members.enter(CHANNEL, "user-" + i);
        }
        cache.apply(gathered(), INCARNATION);
        acknowledge();
        for (int i = 0; i < 300; i++) {
            members.leave(CHANNEL, "user-" + i);
        }
        ChannelMembers channel = members.channel(CHANNEL);
        for (ChannelMembers next = members.nextDirty(); next != null; next = members.nextDirty()) {
            next.unqueue();
        }

        members.retire(channel);
        assertThat(members.channelCount()).as("its rows are still there").isOne();
        cache.apply(gathered(), INCARNATION);
        acknowledge();
        members.retire(channel);

        assertThat(cache.rows).isEmpty();
        assertThat(members.channelCount()).isZero();
        members.enter(CHANNEL, "anna");
        assertThat(members.users(CHANNEL, null, Integer.MAX_VALUE, List.of())).containsExactly("anna");
    }

    @Test
    void emptiedChannel_whoseRemovalIsInDoubt_removesItsRowsAgain() {
        members.enter(CHANNEL, "anna");
        gathered();
        acknowledge();
        members.leave(CHANNEL, "anna");
        gathered();
        acknowledge();

        members.channel(CHANNEL).markDirty();

        assertThat(gathered().removals()).hasSize(1);
    }

    private void change(Random random, int steps, double comings) {
        for (int i = 0; i < steps; i++) {
            String user = name(random.nextInt(3000));
            if (random.nextDouble() < comings) {
                members.enter(CHANNEL, user);
                model.merge(user, 1, Integer::sum);
            } else if (model.containsKey(user)) {
                members.leave(CHANNEL, user);
                model.computeIfPresent(user, (name, connections) -> connections == 1 ? null : connections - 1);
            } else {
                members.leave(CHANNEL, user);
            }
        }
    }

    // Long and wide names too, and some that are not proper Unicode.
    private static String name(int number) {
        return switch (number % 5) {
            case 0 -> "user-" + number;
            case 1 -> "ÿ-" + number;
            case 2 -> "𝄞" + number;
            case 3 -> "\uD834" + number + "\uFFFF";
            default -> "用户-" + number;
        };
    }

    private static NavigableSet<String> names(Random random, int count) {
        NavigableSet<String> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            names.add(name(random.nextInt(3000)));
        }
        return names;
    }

    private RowBatch gathered() {
        RowBatch batch = new RowBatch(1);
        ChannelMembers channel = members.channel(CHANNEL);
        if (channel != null && !channel.gather(batch, members::nextVersion)) {
            channel.written(true);
        }
        return batch;
    }

    private void acknowledge() {
        ChannelMembers channel = members.channel(CHANNEL);
        if (channel != null) {
            channel.written(true);
        }
    }

    private Optional<Set<String>> read() {
        LiveNodes nodes = new LiveNodes(9, 1, new long[] {INCARNATION}, new long[0]);
        byte[] question = new Question.Users(CHANNEL, nodes, null, 1_000_000).toBytes(1);
        if (Answer.read(answers.answer(question, cache, nodes)) instanceof Answer.Users users) {
            List<String> sorted = new ArrayList<>(new TreeSet<>(users.users()));
            assertThat(users.users()).as("sorted, each once").isEqualTo(sorted);
            return Optional.of(new HashSet<>(users.users()));
        }
        return Optional.empty();
    }

    private List<String> page(String after, int limit) {
        LiveNodes nodes = new LiveNodes(9, 1, new long[] {INCARNATION}, new long[0]);
        byte[] question = new Question.Users(CHANNEL, nodes, after, limit).toBytes(1);
        return ((Answer.Users) Answer.read(answers.answer(question, cache, nodes))).users();
    }

    /** What the first users behind that one should be, of those who are there and of others. */
    private List<String> first(int limit, String after, List<String> others) {
        TreeSet<String> all = new TreeSet<>(model.keySet());
        all.addAll(others);
        return all.tailSet(after, false).stream().limit(limit).toList();
    }

    private int expectedRows() {
        byte[] first = cache.read(CHANNEL, INCARNATION, 0);
        if (first == null) {
            return 0;
        }
        Header header = RowCodec.readHeader(first);
        return header.users() == null ? header.buckets() + 1 : 1;
    }
}
