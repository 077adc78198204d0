package org.carotene.admin.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FirstRowsTest {

    @Test
    void offer_inAnyOrderAndPageByPage_showsEachRowOnceAndInOrder() {
        List<Cursor> all = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            all.add(new Cursor(random.nextInt(5), "", "n" + random.nextInt(3), i));
        }
        List<Cursor> expected = all.stream().sorted().toList();

        List<Cursor> paged = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        boolean more = true;
        while (more) {
            FirstRows<Cursor> rows = new FirstRows<>(7, after);
            all.forEach(place -> rows.offer(place, () -> place));
            rows.rows().forEach(row -> paged.add(row.row()));
            assertThat(rows.offered()).isEqualTo(1_000);
            more = rows.more();
            after = Optional.of(paged.get(paged.size() - 1));
        }

        assertThat(paged).isEqualTo(expected);
    }

    @Test
    void addAll_ofSeveralParts_isAsIfTheyWereOne() {
        FirstRows<Integer> whole = new FirstRows<>(3, Optional.empty());
        for (int part = 0; part < 4; part++) {
            FirstRows<Integer> some = new FirstRows<>(3, Optional.empty());
            for (int i = part; i < 40; i += 4) {
                int row = i;
                some.offer(new Cursor(i, "", "", 0), () -> row);
            }
            whole.addAll(some);
        }

        assertThat(whole.rows().stream().map(FirstRows.Placed::row)).containsExactly(0, 1, 2);
        assertThat(whole.offered()).isEqualTo(40);
        assertThat(whole.more()).isTrue();
    }
}
