package org.carotene.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one slow connection: copies of frames, in order, written on as the socket takes them.
 *
 * <p>On the lane. One write is under way all the time; what comes meanwhile is gathered for the next. It ends when all has
 * been written, by telling its owner.
 */
final class Backlog implements Callback {

    private final LaneWriter writer;
    private final Runnable drained;
    private final Consumer<Throwable> failed;
    private List<ByteBuffer> waiting = new ArrayList<>();
    private @Nullable Callback last;
    private long bytes;
    private long underWay;
    private boolean over;

    Backlog(LaneWriter writer, Runnable drained, Consumer<Throwable> failed) {
        this.writer = writer;
        this.drained = drained;
        this.failed = failed;
    }

    /** What has not been written yet. */
    long waitingBytes() {
        return bytes + underWay;
    }

    /** Begins with what a flush has left, which may be nothing that we can see: an endpoint may hold ciphertext. */
    void begin(ByteBuffer... left) {
        write(copy(left));
    }

    /** Keeps a copy, or refuses when more than that would wait. */
    boolean add(long maxBytes, ByteBuffer... frames) {
        ByteBuffer copy = copy(frames);
        if (bytes + underWay + copy.remaining() > maxBytes) {
            return false;
        }
        bytes += copy.remaining();
        waiting.add(copy);
        return true;
    }

    /** Keeps Jetty's last words, and the callback for when they have been written. */
    void addLast(Callback callback, ByteBuffer... frames) {
        if (over || last != null) {
            callback.failed(new IllegalStateException("connection is closing"));
            return;
        }
        waiting.add(copy(frames));
        last = callback;
    }

    /** Forgets what has not begun to be written and ends with this frame instead. */
    void replaceBy(ByteBuffer frame) {
        waiting.clear();
        bytes = 0;
        waiting.add(frame);
    }

    /** The connection has gone. */
    void drop() {
        over = true;
        waiting.clear();
        Callback callback = last;
        last = null;
        if (callback != null) {
            callback.failed(new IllegalStateException("connection has gone"));
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void succeeded() {
        if (over) {
            return;
        }
        if (waiting.isEmpty()) {
            over = true;
            drained.run();
            Callback callback = last;
            if (callback != null) {
                callback.succeeded();
            }
            return;
        }
        ByteBuffer[] next = waiting.toArray(ByteBuffer[]::new);
        waiting = new ArrayList<>();
        bytes = 0;
        write(next);
    }

    @Override
    public void failed(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        failed.accept(cause);
        Callback callback = last;
        if (callback != null) {
            callback.failed(cause);
        }
    }

    private void write(ByteBuffer... buffers) {
        underWay = 0;
        for (ByteBuffer buffer : buffers) {
            underWay += buffer.remaining();
        }
        writer.write(this, buffers);
    }

    private static ByteBuffer copy(ByteBuffer... buffers) {
        int length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        ByteBuffer copy = ByteBuffer.allocate(length);
        for (ByteBuffer buffer : buffers) {
            copy.put(buffer);
        }
        return copy.flip();
    }
}
