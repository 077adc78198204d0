package org.carotene.presence.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.carotene.presence.row.BytesOut;
import org.carotene.presence.row.RowCodec;
import org.carotene.presence.row.UserRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order of rows, brought up to date by what differs, is that of the rows as they are. */
class UserRunTest {

    private static final int ROWS = 40;

    private final List<TreeSet<String>> model = new ArrayList<>();

    UserRunTest() {
        for (int i = 0; i < ROWS; i++) {
            model.add(new TreeSet<>());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void order_afterAnyChanges_isThatOfTheRows(long seed) {
        Random random = new Random(seed);
        List<UserRow> rows = rows();
        UserRun order = UserRun.merged(rows);
        for (int round = 0; round < 80; round++) {
            change(random, round / 20 % 2 == 0 ? 0.8 : 0.1, random.nextInt(600));
            List<UserRow> now = rows();
            order = order.with(changes(rows, now));
            rows = now;

            TreeSet<String> all = new TreeSet<>();
            model.forEach(all::addAll);
            assertThat(order.count()).isEqualTo(all.size());
            assertThat(behind(order, null)).isEqualTo(new ArrayList<>(all));
            String after = "user-" + random.nextInt(5000);
            assertThat(behind(order, after)).isEqualTo(new ArrayList<>(all.tailSet(after, false)));
        }
    }

    @Test
    void user_whoMovesFromARowToAnother_stays() {
        model.get(1).add("anna");
        List<UserRow> before = rows();
        model.get(1).remove("anna");
        model.get(0).add("anna");
        List<UserRow> now = rows();
        UserChanges changes = new UserChanges();
        changes.add(before.get(0), now.get(0));
        changes.add(before.get(1), null);

        assertThat(behind(UserRun.merged(before).with(changes), null)).containsExactly("anna");
    }

    @Test
    void memory_afterNearlyAllHaveLeft_isThatOfThoseWhoAreThere() {
        for (int i = 0; i < 20_000; i++) {
            String user = String.format("user-%06d", i);
            model.get(Math.floorMod(user.hashCode(), ROWS)).add(user);
        }
        UserRun order = UserRun.merged(rows());
        // A hundredth of those who leave, then the next: nobody leaves at once.
        for (int round = 1; round < 100; round++) {
            List<UserRow> before = rows();
            String leave = String.format("%02d", round);
            model.forEach(users -> users.removeIf(user -> user.endsWith(leave)));
            order = order.with(changes(before, rows()));
        }

        List<String> left = behind(order, null);
        assertThat(left).hasSize(200).allMatch(user -> user.endsWith("00"));
        assertThat(order.bytes()).isLessThan(UserRun.merged(rows()).bytes() + left.size());
    }

    private static UserChanges changes(List<UserRow> before, List<UserRow> now) {
        UserChanges changes = new UserChanges();
        for (int i = 0; i < ROWS; i++) {
            changes.add(before.get(i), now.get(i));
        }
        return changes;
    }

    private void change(Random random, double comings, int times) {
        for (int i = 0; i < times; i++) {
            String user = "user-" + random.nextInt(5000);
            TreeSet<String> row = model.get(Math.floorMod(user.hashCode(), ROWS));
            if (random.nextDouble() < comings) {
                row.add(user);
            } else {
                row.remove(user);
            }
        }
    }

    private List<UserRow> rows() {
        return model.stream()
                .map(users -> RowCodec.readBucket(RowCodec.bucket(1, 1, 0, users.toArray(String[]::new))))
                .toList();
    }

    private static List<String> behind(UserRun order, @Nullable String after) {
        RowMerge merge = new RowMerge(List.of(order), after);
        BytesOut texts = new BytesOut(64);
        int count = merge.write(texts, Integer.MAX_VALUE);
        return ((Answer.Users) Answer.read(Answer.users(1, texts, count, false))).users();
    }
}
