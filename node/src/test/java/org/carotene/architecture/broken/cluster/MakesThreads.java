package org.carotene.architecture.broken.cluster;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Makes a thread that nobody stops. */
public final class MakesThreads {
    /** Its threads. */
    public Executor executor() {
        return Executors.newCachedThreadPool();
    }
}
