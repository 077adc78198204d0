package org.carotene.transport.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What Jetty has to do for connections that are no WebSockets: so much of it in a turn of the lane, while the rest waits.
 *
 * <p>Those who come, a thousand at once perhaps, so do not keep those who are there waiting: between two turns WebSockets
 * are read. On the lane.
 */
final class Requests {

    static final int IN_TURN = 16;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int inTurn;

    void beginTurn() {
        inTurn = 0;
    }

    /** Whether it may run now; if not, it waits for a turn. */
    boolean mayRun(Runnable task) {
        if (inTurn++ < IN_TURN && waiting.isEmpty()) {
            return true;
        }
        waiting.add(task);
        return false;
    }

    /** Has some of those that wait run. */
    void runSome(Consumer<Runnable> by) {
        for (int left = Math.min(IN_TURN, waiting.size()); left > 0; left--) {
            by.accept(waiting.remove());
        }
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }
}
