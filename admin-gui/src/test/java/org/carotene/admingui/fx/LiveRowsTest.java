package org.carotene.admingui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

/** Rows stay where and what they are while their figures move. */
final class LiveRowsTest {
    private record Value(String id, int figure) {}

    private final LiveRows<Value> rows = new LiveRows<>(Value::id);
    private final AtomicInteger listChanges = new AtomicInteger();

    @Test
    void update_onlyFiguresMove_sameRowsAndNoChangeOfTheList() {
        rows.update(List.of(new Value("a", 1), new Value("b", 2)));
        LiveRow<Value> first = rows.list().get(0);
        rows.list().addListener((ListChangeListener<LiveRow<Value>>) change -> listChanges.incrementAndGet());

        rows.update(List.of(new Value("a", 10), new Value("b", 20)));

        assertThat(rows.list().get(0)).isSameAs(first);
        assertThat(first.get().figure()).isEqualTo(10);
        assertThat(listChanges).hasValue(0);
    }

    @Test
    void updateInPlace_otherOrder_rowsStayNewOnesLast() {
        rows.update(List.of(new Value("a", 1), new Value("b", 2), new Value("c", 3)));

        rows.updateInPlace(List.of(new Value("d", 9), new Value("c", 8), new Value("a", 7)));

        assertThat(rows.list()).extracting(LiveRow::id).containsExactly("a", "c", "d");
        assertThat(rows.list()).extracting(row -> row.get().figure()).containsExactly(7, 8, 9);
        assertThat(rows.byId("b")).isNull();
    }

    @Test
    void update_twoWithOneId_first() {
        rows.update(List.of(new Value("a", 1), new Value("a", 2)));

        assertThat(rows.list()).extracting(row -> row.get().figure()).containsExactly(1);
    }

    @Test
    void addFirst_someAreThere_theirRowsAreNotReplaced() {
        rows.addFirst(List.of(new Value("b", 2), new Value("a", 1)), 3);
        List<String> changes = new ArrayList<>();
        rows.list().addListener((ListChangeListener<LiveRow<Value>>) change -> {
            while (change.next()) {
                changes.add("+" + change.getAddedSize() + " -" + change.getRemovedSize());
            }
        });

        rows.addFirst(List.of(new Value("d", 4), new Value("c", 3)), 3);

        assertThat(changes).containsExactly("+0 -1", "+2 -0");
    }

    @Test
    void addFirst_moreThanFit_oldestGo() {
        rows.addFirst(List.of(new Value("b", 2), new Value("a", 1)), 3);

        rows.addFirst(List.of(new Value("d", 4), new Value("c", 3)), 3);

        assertThat(rows.list()).extracting(LiveRow::id).containsExactly("d", "c", "b");
    }
}
