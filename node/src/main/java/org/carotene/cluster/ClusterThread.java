package org.carotene.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster thread, for whoever leaves tasks for it. It may have ended already: then nothing is left to do.
 *
 * <p>Any thread; only {@link #await} blocks.
 */
final class ClusterThread {

    private static final Logger log = LoggerFactory.getLogger(ClusterThread.class);

    private final ScheduledExecutorService executor;

    /** @param executor of exactly one thread */
    ClusterThread(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    void run(Runnable task) {
        runIn(0, task);
    }

    void runIn(long nanos, Runnable task) {
        try {
            Future<?> unused = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("cluster thread has ended");
        }
    }

    /** Runs the task again and again until that is cancelled; an exception would end it. */
    Future<?> runEvery(Duration period, Runnable task) {
        return executor.scheduleAtFixedRate(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until the task has run; it may run later, when this has failed.
     *
     * @throws IllegalStateException if it has failed, or has not had its turn within the limit
     */
    void await(Runnable task, Duration limit) {
        try {
            executor.submit(task).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while attaching", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("attaching failed", e);
        }
    }
}
