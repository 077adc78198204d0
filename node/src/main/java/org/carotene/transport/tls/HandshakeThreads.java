package org.carotene.transport.tls;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carotene.transport.lane.Lanes;

/**
 * The threads that compute handshakes: as many as there are lanes by default, so that a herd of clients that comes back
 * leaves the lanes their cores. What waits for them is a task for each connection at most, which is nothing any more when
 * that has gone. None is there without work.
 */
final class HandshakeThreads extends ThreadPoolExecutor {

    private static final int IDLE_SECONDS = 10;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    HandshakeThreads() {
        super(count(), count(), IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "carotene-handshake-" + NUMBERS.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        allowCoreThreadTimeOut(true);
    }

    static int count() {
        return Lanes.defaultCount();
    }
}
