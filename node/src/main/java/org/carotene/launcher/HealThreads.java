package org.carotene.launcher;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that look for other sides of a split and answer them. All are daemons and may block. */
final class HealThreads {

    private static final int PROBES = 32;
    private static final int WAITING_PROBES = 4_096;
    private static final int ANSWERS = 8;

    private final ScheduledThreadPoolExecutor rounds = new ScheduledThreadPoolExecutor(1, named("carotene-heal"));
    private final ThreadPoolExecutor probes = pool(PROBES, new WaitingProbes(), "carotene-peer-probe-");
    private final ThreadPoolExecutor answers = pool(ANSWERS, new SynchronousQueue<>(), "carotene-peer-answer-");

    HealThreads() {
        probes.setRejectedExecutionHandler((probe, pool) -> ((WaitingProbes) pool.getQueue()).keep(probe, pool));
    }

    /** One thread, for one round after the other. */
    ScheduledExecutorService rounds() {
        return rounds;
    }

    /** For asking many at once; refuses when very many wait. */
    ExecutorService probes() {
        return probes;
    }

    /** For those who ask; refuses at once when all are busy. */
    ExecutorService answers() {
        return answers;
    }

    /** The thread that waits for those who ask. */
    void accept(Runnable loop) {
        named("carotene-peer-port").newThread(loop).start();
    }

    void stop() {
        rounds.shutdownNow();
        probes.shutdownNow();
        answers.shutdownNow();
    }

    private static ThreadPoolExecutor pool(int most, BlockingQueue<Runnable> waiting, String prefix) {
        AtomicInteger next = new AtomicInteger(1);
        return new ThreadPoolExecutor(
                0, most, 10, TimeUnit.SECONDS, waiting, task -> daemon(task, prefix + next.getAndIncrement()));
    }

    private static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Has the pool give a probe to a thread that waits for one, and start another only if none does: with a queue of the usual
     * kind it starts one for each probe, every second, while the others wait. Probes wait here when all threads have one.
     */
    @SuppressWarnings("serial")
    private static final class WaitingProbes extends LinkedTransferQueue<Runnable> {

        @Override
        public boolean offer(Runnable probe) {
            return tryTransfer(probe);
        }

        void keep(Runnable probe, ThreadPoolExecutor pool) {
            if (pool.isShutdown() || size() >= WAITING_PROBES) {
                throw new RejectedExecutionException("probes waiting: " + size());
            }
            super.offer(probe);
        }
    }
}
