package org.carotene.admingui.fx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Hands everything to a thread that may be slower than its source: what has come meanwhile in one go, at most one task waits,
 * and beyond a bound the oldest are dropped and counted. From any thread.
 */
public final class Batch<T> {
    private final Executor executor;
    private final int bound;
    private final BiConsumer<List<T>, Long> taker;
    private final Deque<T> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean asked;

    /** The taker gets the values, the oldest first, and how many were dropped since the last time. */
    public Batch(Executor executor, int bound, BiConsumer<List<T>, Long> taker) {
        this.executor = executor;
        this.bound = bound;
        this.taker = taker;
    }

    public void add(Collection<? extends T> values) {
        synchronized (this) {
            for (T value : values) {
                if (waiting.size() == bound) {
                    waiting.removeFirst();
                    dropped++;
                }
                waiting.addLast(value);
            }
            if (asked) {
                return;
            }
            asked = true;
        }
        executor.execute(this::take);
    }

    private void take() {
        List<T> values;
        long lost;
        synchronized (this) {
            values = new ArrayList<>(waiting);
            waiting.clear();
            lost = dropped;
            dropped = 0;
            asked = false;
        }
        taker.accept(values, lost);
    }
}
