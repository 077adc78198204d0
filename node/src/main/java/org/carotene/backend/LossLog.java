package org.carotene.backend;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says in the log that something was lost, at most once in some seconds, with how much it was.
 *
 * <p>Any thread.
 */
final class LossLog {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final String what;
    private final LongSupplier nanoTime;
    private long unsaid;
    private long lastSaid;
    private boolean said;

    /** @param what the sentence's beginning, as in "publications for the backend" */
    LossLog(Logger log, String what, LongSupplier nanoTime) {
        this.log = log;
        this.what = what;
        this.nanoTime = nanoTime;
    }

    /** Adds to what was lost, and says so if it is time to. */
    synchronized void lost(long count, String reason) {
        unsaid += count;
        long now = nanoTime.getAsLong();
        if (!said || now - lastSaid >= INTERVAL_NANOS) {
            said = true;
            lastSaid = now;
            say(reason);
        }
    }

    /** Says what has not been said yet, whatever the time. */
    synchronized void flush(String reason) {
        if (unsaid > 0) {
            say(reason);
        }
    }

    private void say(String reason) {
        log.warn("{} lost: {} ({})", what, unsaid, reason);
        unsaid = 0;
    }
}
