package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealThreadsTest {

    private static final int THREADS = 32;

    private final HealThreads threads = new HealThreads();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<Thread> used = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        end.countDown();
        threads.stop();
    }

    @Test
    void probes_oneAfterTheOther_shareAThread() throws Exception {
        for (int i = 0; i < 20; i++) {
            threads.probes().submit(() -> used.add(Thread.currentThread())).get(30, TimeUnit.SECONDS);
            Thread thread = used.iterator().next();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        // One that has had nothing to do for ten seconds ends.
        assertThat(used).hasSizeLessThan(5);
    }

    @Test
    void probes_manyAtOnce_areAllDoneByNoMoreThreadsThanThereMayBe() throws Exception {
        CountDownLatch begun = new CountDownLatch(THREADS);
        CountDownLatch done = new CountDownLatch(3 * THREADS);
        for (int i = 0; i < 3 * THREADS; i++) {
            threads.probes().execute(() -> {
                used.add(Thread.currentThread());
                begun.countDown();
                pass(end);
                done.countDown();
            });
        }

        pass(begun);
        end.countDown();
        pass(done);

        assertThat(used).hasSize(THREADS);
    }

    @Test
    void probes_moreThanMayWait_areRefused() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        threads.probes().execute(() -> pass(end));
                    }
                })
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("probes waiting: 4096");
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
