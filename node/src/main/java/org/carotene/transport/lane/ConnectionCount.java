package org.carotene.transport.lane;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.metrics.Metrics;

/**
 * How many connections there are, WebSockets and polling ids together, against the node's bound. Any thread.
 *
 * <p>Polling ids get three quarters of it: they hold no socket, so that anybody can have many, and must not keep everybody
 * else out.
 */
public final class ConnectionCount {

    private final int max;
    private final int maxPolling;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger polling = new AtomicInteger();
    private volatile boolean refusingNew;
    private final LongAdder refused;
    private final LongAdder entered;
    private final LongAdder left;

    public ConnectionCount(int max, Metrics metrics) {
        this.max = max;
        this.maxPolling = max - max / 4;
        refused = metrics.counter("carotene_connections_refused", "Connections refused because the node was full");
        entered = metrics.counter("carotene_connects", "WebSockets and polling ids that were opened");
        left = metrics.counter("carotene_closes", "WebSockets and polling ids that have ended");
        metrics.gauge("carotene_connections", "WebSockets and polling ids that are open", count::get);
    }

    /** Whether one more may come; counted as refused when not. Nothing is reserved: {@link #enter()} decides. */
    public boolean hasRoom() {
        if (!refusingNew && count.get() < max) {
            return true;
        }
        refused.increment();
        return false;
    }

    /** Counts those that are refused. */
    public LongAdder refused() {
        return refused;
    }

    /** From now on none, or as many as there is room for. */
    public void refuseNew(boolean refuse) {
        refusingNew = refuse;
    }

    /** Why there is no room, for the client. */
    public String refusal() {
        return refusingNew ? "node is being emptied, connect to another one" : "node has all the connections it may";
    }

    /** Counts one more, or refuses it when the node is full. */
    public boolean enter() {
        if (count.incrementAndGet() <= max && !refusingNew) {
            entered.increment();
            return true;
        }
        count.decrementAndGet();
        refused.increment();
        return false;
    }

    /** Counts one more polling id, or refuses it when there are too many of them or the node is full. */
    public boolean enterPolling() {
        if (polling.incrementAndGet() > maxPolling) {
            polling.decrementAndGet();
            refused.increment();
            return false;
        }
        if (!enter()) {
            polling.decrementAndGet();
            return false;
        }
        return true;
    }

    /** One polling id fewer. */
    public void leavePolling() {
        polling.decrementAndGet();
        leave();
    }

    /** One WebSocket fewer. */
    public void leave() {
        left.increment();
        count.decrementAndGet();
    }

    /** How many there are now. */
    public int current() {
        return count.get();
    }
}
