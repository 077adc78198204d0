package org.carotene.architecture.broken.launcher;

import org.apache.ignite.Ignite;

/** May do what others may not. */
public final class RunsTheProcess {
    /** What it uses. */
    public final Class<?> ignite = Ignite.class;

    /** Its thread. */
    public Thread thread() {
        return new Thread(() -> System.exit(0), "process");
    }
}
