package org.carotene.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a gateway beside its server's; see {@code node/docs/threads.md}. */
final class WorkThreads {

    private static final int WORKERS = 4;
    private static final int WAITING_WORK = 100_000;

    private final ThreadPoolExecutor work;
    private final ScheduledThreadPoolExecutor cluster;

    WorkThreads() {
        work = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_WORK),
                numbered("carotene-work-"));
        work.allowCoreThreadTimeOut(true);
        cluster = new ScheduledThreadPoolExecutor(1, named("carotene-cluster"));
        cluster.setRemoveOnCancelPolicy(true);
    }

    /** For what may take a moment but waits for nobody. Refuses when 100,000 tasks wait. */
    ExecutorService work() {
        return work;
    }

    /** One thread, for the cluster part. */
    ScheduledExecutorService cluster() {
        return cluster;
    }

    /** Daemon threads whose makers name them. */
    static ThreadFactory own() {
        return named("carotene");
    }

    void stop() {
        work.shutdownNow();
        cluster.shutdownNow();
    }

    static ThreadFactory numbered(String prefix) {
        AtomicInteger next = new AtomicInteger(1);
        return task -> daemon(task, prefix + next.getAndIncrement());
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
