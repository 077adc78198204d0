package org.carotene.launcher;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
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
    private final ThreadPoolExecutor probes =
            pool(PROBES, PROBES, new ArrayBlockingQueue<>(WAITING_PROBES), "carotene-peer-probe-");
    private final ThreadPoolExecutor answers = pool(0, ANSWERS, new SynchronousQueue<>(), "carotene-peer-answer-");

    HealThreads() {
        probes.allowCoreThreadTimeOut(true);
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

    private static ThreadPoolExecutor pool(int core, int most, BlockingQueue<Runnable> waiting, String prefix) {
        AtomicInteger next = new AtomicInteger(1);
        return new ThreadPoolExecutor(
                core, most, 10, TimeUnit.SECONDS, waiting, task -> daemon(task, prefix + next.getAndIncrement()));
    }

    private static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
