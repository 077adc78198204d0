package org.carotene.presence.member;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.ChannelName;

/**
 * Takes users out of presence some time after their connection has gone. One who comes back meanwhile has entered twice
 * and leaves once, so is never seen to have gone.
 *
 * <p>{@link #leave} on any thread, a lane perhaps; the rest on the timer's. What waits is bounded: beyond that, users go
 * at once and are counted.
 */
public final class GracePeriod {

    static final int MOST_WAITING = 1_000_000;

    private record Leave(ChannelName channel, String user, long atNanos) {}

    private final long graceNanos;
    private final LocalMembers members;
    private final ScheduledExecutorService timer;
    private final LongAdder cutShort;
    private final Queue<Leave> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    public GracePeriod(Duration grace, LocalMembers members, ScheduledExecutorService timer, LongAdder cutShort) {
        this.graceNanos = grace.toNanos();
        this.members = members;
        this.timer = timer;
        this.cutShort = cutShort;
    }

    public void leave(ChannelName channel, String user) {
        if (graceNanos == 0) {
            members.leave(channel, user);
            return;
        }
        int before = size.getAndIncrement();
        if (before >= MOST_WAITING) {
            size.decrementAndGet();
            cutShort.increment();
            members.leave(channel, user);
            return;
        }
        // All wait equally long, so the queue is in the order of their times, or as good as.
        waiting.add(new Leave(channel, user, System.nanoTime() + graceNanos));
        if (before == 0) {
            later(graceNanos);
        }
    }

    /** How many wait. */
    public int waiting() {
        return size.get();
    }

    private void sweep() {
        long now = System.nanoTime();
        for (Leave next = waiting.peek(); next != null; next = waiting.peek()) {
            if (now - next.atNanos() < 0) {
                later(next.atNanos() - now);
                return;
            }
            waiting.remove();
            members.leave(next.channel(), next.user());
            if (size.decrementAndGet() == 0) {
                return;
            }
        }
        // Counted, and not in the queue yet.
        later(TimeUnit.MILLISECONDS.toNanos(1));
    }

    private void later(long nanos) {
        try {
            Future<?> unused = timer.schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The node stops, and its users with it.
            waiting.clear();
        }
    }
}
