package org.carotene.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ignite.Ignite;
import org.carotene.launcher.command.RootCause;
import org.jspecify.annotations.Nullable;

/**
 * One start of an Ignite instance on a thread of its own, interrupted when it takes too long: Ignite itself would wait
 * for ever. It gives up within twice the failure detection time of the interrupt, and the name is free again.
 */
final class TimedStart {

    private final Thread thread;
    private volatile @Nullable Ignite started;
    private volatile @Nullable Throwable failure;

    TimedStart(Supplier<Ignite> attempt) {
        this.thread = new Thread(() -> start(attempt), "carotene-ignite-start");
        thread.setDaemon(true);
    }

    /** The instance, or empty if it did not start in time; then the attempt is over when this returns. */
    Optional<Ignite> within(Duration limit) throws InterruptedException {
        thread.start();
        try {
            thread.join(limit.toMillis());
        } finally {
            if (thread.isAlive()) {
                thread.interrupt();
            }
        }
        thread.join();
        return Optional.ofNullable(started);
    }

    String failure() {
        Throwable error = failure;
        return error == null ? "no answer in time" : NotLetIn.why(error).orElseGet(() -> RootCause.message(error));
    }

    private void start(Supplier<Ignite> attempt) {
        try {
            started = attempt.get();
        } catch (RuntimeException | Error e) {
            // Told to whoever waits; an Error of the instance must not end the gateway either.
            failure = e;
        }
    }
}
