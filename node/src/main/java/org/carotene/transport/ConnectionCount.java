package org.carotene.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many connections there are, WebSockets and polling ids together, against the node's bound. Any thread. */
final class ConnectionCount {

    private final int max;
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder refused;

    ConnectionCount(int max, LongAdder refused) {
        this.max = max;
        this.refused = refused;
    }

    /** Whether one more may come; counted as refused when not. Nothing is reserved: {@link #enter()} decides. */
    boolean hasRoom() {
        if (count.get() < max) {
            return true;
        }
        refused.increment();
        return false;
    }

    /** Counts one more, or refuses it when the node is full. */
    boolean enter() {
        if (count.incrementAndGet() <= max) {
            return true;
        }
        count.decrementAndGet();
        refused.increment();
        return false;
    }

    void leave() {
        count.decrementAndGet();
    }

    int current() {
        return count.get();
    }
}
