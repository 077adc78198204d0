package org.carotene.cluster;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one other node, bounded in bytes.
 *
 * <p>{@link #offer} may be called on any thread and never blocks; {@link #take}, {@link #poll} and {@link #pause} belong
 * to one thread, the sender's. Frames leave in the order in which they came.
 */
final class OutgoingQueue {

    private final ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final long limit;
    private volatile @Nullable Thread taker;
    private volatile boolean closed;

    OutgoingQueue(long limit) {
        this.limit = limit;
    }

    /**
     * Leaves a frame for the sender, unless the queue is closed or full; one frame larger than the whole bound is taken
     * when nothing else waits, so that a bound that is set too small does not stop it for ever.
     */
    boolean offer(Frame frame) {
        if (!reserve(frame.weight())) {
            return false;
        }
        frames.add(frame);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(taker);
        }
        return true;
    }

    /** The next frame, waited for; null once the queue is closed. */
    @Nullable
    Frame take() {
        while (!closed) {
            Frame frame = poll();
            if (frame != null) {
                return frame;
            }
            sleep();
        }
        return null;
    }

    /** The next frame if there is one. */
    @Nullable
    Frame poll() {
        Frame frame = frames.poll();
        if (frame != null) {
            bytes.addAndGet(-frame.weight());
        }
        return frame;
    }

    /** Lets frames gather for that long; ends early when the queue is closed. */
    void pause(long nanos) {
        taker = Thread.currentThread();
        long end = System.nanoTime() + nanos;
        for (long rest = nanos; rest > 0 && !closed; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(this, rest);
            forgetInterrupt();
        }
    }

    /** From now on nothing is taken in or given out by {@link #take}; what is left stays for {@link #poll}. */
    void close() {
        closed = true;
        asleep.set(false);
        LockSupport.unpark(taker);
    }

    boolean isClosed() {
        return closed;
    }

    /** What waits, in about bytes. */
    long bytes() {
        return bytes.get();
    }

    // A frame that does not fit must not make others not fit while it finds out, hence no add and take back.
    private boolean reserve(int weight) {
        while (!closed) {
            long before = bytes.get();
            if (before > 0 && before + weight > limit) {
                return false;
            }
            if (bytes.compareAndSet(before, before + weight)) {
                return true;
            }
        }
        return false;
    }

    // Announce first, then look: an offer that comes between sees the announcement and wakes us.
    private void sleep() {
        taker = Thread.currentThread();
        asleep.set(true);
        if (frames.isEmpty() && !closed) {
            LockSupport.park(this);
            forgetInterrupt();
        }
        asleep.set(false);
    }

    // The sender ends by close() alone; an interrupt left over from a send would keep it from ever sleeping again.
    private static void forgetInterrupt() {
        Thread.interrupted();
    }
}
