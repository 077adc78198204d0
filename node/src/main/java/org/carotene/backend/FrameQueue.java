package org.carotene.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * Frames that wait for a broker, oldest first, bounded in bytes: when it is full the oldest go.
 *
 * <p>Any thread adds, without waiting for anything but another add or take; one thread takes.
 */
final class FrameQueue {

    private final int maxBytes;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    FrameQueue(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a frame behind the others; a closed queue takes none.
     *
     * @return how many of the oldest were dropped for it
     */
    synchronized int add(Frame frame) {
        if (closed) {
            return 0;
        }
        frames.addLast(frame);
        bytes += frame.cost();
        notifyAll();
        return dropOldest();
    }

    /**
     * Gives back what {@link #take} gave, before all others and in its order; works on a closed queue too.
     *
     * @return how many of the oldest were dropped, because others had come in the meantime
     */
    synchronized int putBack(Deque<Frame> taken) {
        for (Iterator<Frame> newestFirst = taken.descendingIterator(); newestFirst.hasNext(); ) {
            Frame frame = newestFirst.next();
            frames.addFirst(frame);
            bytes += frame.cost();
        }
        taken.clear();
        return dropOldest();
    }

    /** The oldest frames, at least one and more up to about so many bytes; none if none has come within the time. */
    synchronized Deque<Frame> take(int batchBytes, long waitMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        long left = waitMillis;
        while (frames.isEmpty() && !closed && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        ArrayDeque<Frame> batch = new ArrayDeque<>();
        int taken = 0;
        while (!frames.isEmpty() && taken < batchBytes) {
            Frame frame = frames.removeFirst();
            taken += frame.cost();
            batch.addLast(frame);
        }
        bytes -= taken;
        return batch;
    }

    /** Waits, however much there is to take; ends early when the queue is closed. */
    synchronized void pause(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (!closed && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    /** Takes no more frames and ends every wait. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int size() {
        return frames.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    private int dropOldest() {
        int dropped = 0;
        while (bytes > maxBytes) {
            bytes -= frames.removeFirst().cost();
            dropped++;
        }
        return dropped;
    }
}
