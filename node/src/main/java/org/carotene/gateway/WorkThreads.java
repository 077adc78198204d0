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

    /** Enough that one of them may hang in Ignite with each of a few nodes. */
    private static final int PRESENCE_WORKERS = 6;

    /** A question about 100,000 channels takes one of them some ten milliseconds. */
    private static final int ADMIN_WORKERS = 2;

    private final ThreadPoolExecutor work;
    private final ScheduledThreadPoolExecutor cluster;
    private final ThreadPoolExecutor presence;
    private final ScheduledThreadPoolExecutor rows;
    private final ThreadPoolExecutor admin;
    private final ScheduledThreadPoolExecutor adminTimer;

    WorkThreads() {
        work = pool(WORKERS, "carotene-work-");
        cluster = timer("carotene-cluster");
        presence = pool(PRESENCE_WORKERS, "carotene-presence-");
        rows = timer("carotene-rows");
        admin = pool(ADMIN_WORKERS, "carotene-admin-");
        adminTimer = timer("carotene-admin");
    }

    /** For what may take a moment but waits for nobody. Refuses when 100,000 tasks wait. */
    ExecutorService work() {
        return work;
    }

    /** One thread, for the cluster part. */
    ScheduledExecutorService cluster() {
        return cluster;
    }

    /** For presence, where calls of Ignite may block while another node hangs; none until somebody is present. */
    ExecutorService presence() {
        return presence;
    }

    /** One thread, for presence's rows and time limits. */
    ScheduledExecutorService rows() {
        return rows;
    }

    /** For an operator's questions, so that they keep nothing else waiting; none until one asks. */
    ExecutorService admin() {
        return admin;
    }

    /** One thread, for what an operator watches and for sampling figures; nothing that takes time. */
    ScheduledExecutorService adminTimer() {
        return adminTimer;
    }

    /** Daemon threads whose makers name them. */
    static ThreadFactory own() {
        return named("carotene");
    }

    void stop() {
        work.shutdownNow();
        cluster.shutdownNow();
        presence.shutdownNow();
        rows.shutdownNow();
        admin.shutdownNow();
        adminTimer.shutdownNow();
    }

    private static ThreadPoolExecutor pool(int threads, String prefix) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_WORK), numbered(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named(name));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    static ThreadFactory numbered(String prefix) {
        AtomicInteger next = new AtomicInteger(1);
        return task -> daemon(task, prefix + next.getAndIncrement());
    }

    private static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    private static Thread daemon(Runnable task, String name) {
        Runnable inTime = () -> {
            // It may be one of Ignite's threads that starts this one.
            TimerSlack.exact();
            task.run();
        };
        Thread thread = new Thread(inTime, name);
        thread.setDaemon(true);
        return thread;
    }
}
