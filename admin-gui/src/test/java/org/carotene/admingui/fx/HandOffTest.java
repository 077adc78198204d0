package org.carotene.admingui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Values reach a slow thread in one task: the latest of them, or all within a bound. */
final class HandOffTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> taken = new ArrayList<>();

    @Test
    void latest_severalBeforeTheTask_onlyTheLastInOneTask() {
        Latest<Integer> latest = new Latest<>(tasks::add, taken::add);

        latest.offer(1);
        latest.offer(2);
        latest.offer(3);

        assertThat(tasks).hasSize(1);
        run();
        assertThat(taken).containsExactly(3);
    }

    @Test
    void latest_oneAfterTheTask_anotherTask() {
        Latest<Integer> latest = new Latest<>(tasks::add, taken::add);

        latest.offer(1);
        run();
        latest.offer(2);
        run();

        assertThat(taken).containsExactly(1, 2);
    }

    @Test
    void batch_moreThanTheBound_oldestDroppedAndCounted() {
        Batch<Integer> batch = new Batch<>(tasks::add, 3, (values, dropped) -> {
            taken.add(values);
            taken.add(dropped);
        });

        batch.add(List.of(1, 2));
        batch.add(List.of(3, 4, 5));

        assertThat(tasks).hasSize(1);
        run();
        assertThat(taken).containsExactly(List.of(3, 4, 5), 2L);
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
