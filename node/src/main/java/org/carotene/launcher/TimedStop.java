package org.carotene.launcher;

import java.time.Duration;
import java.util.List;

/**
 * The stop of a node on a thread of its own, so that a part which never ends cannot keep the process: Jetty, for one,
 * waits without limit for a lane that hangs.
 */
final class TimedStop {

    private final Thread thread;

    TimedStop(Runnable stop) {
        this.thread = new Thread(stop, "carotene-stop");
        thread.setDaemon(true);
    }

    /** Whether it has ended in time; if not, it goes on. */
    boolean within(Duration limit) {
        thread.start();
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Where it is now, the innermost call first. */
    List<StackTraceElement> place() {
        return List.of(thread.getStackTrace());
    }
}
