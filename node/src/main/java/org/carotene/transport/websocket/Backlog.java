package org.carotene.transport.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.carotene.transport.lane.LaneWriter;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one slow connection: frames in order, written on as the socket takes them. Their bytes may be shared with
 * other connections, so they are not written to.
 *
 * <p>On the lane. One write is under way all the time, of some of what waits: what a socket does not take of it has been
 * copied to native memory in vain. It ends when all has been written, by telling its owner.
 */
final class Backlog implements Callback {

    private static final int WRITE_BYTES = 64 * 1024;
    private static final int WRITE_BUFFERS = 64;

    private final LaneWriter writer;
    private final Runnable drained;
    private final Consumer<Throwable> failed;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private @Nullable Callback last;
    private long bytes;
    private long underWay;
    private boolean writing;
    private boolean written;
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
        waiting.add(copy(left));
        bytes = waiting.element().remaining();
        writeOn();
    }

    /** Keeps frames, or refuses them when more than that would wait. */
    boolean add(long maxBytes, ByteBuffer frames) {
        if (bytes + underWay + frames.remaining() > maxBytes) {
            return false;
        }
        bytes += frames.remaining();
        waiting.add(frames);
        return true;
    }

    /** Keeps Jetty's last words, and the callback for when they have been written. */
    void addLast(Callback callback, ByteBuffer... frames) {
        if (over || last != null) {
            callback.failed(new IllegalStateException("connection is closing"));
            return;
        }
        add(Long.MAX_VALUE, copy(frames));
        last = callback;
    }

    /** Forgets what has not begun to be written and ends with this frame instead. */
    void replaceBy(ByteBuffer frame) {
        waiting.clear();
        bytes = 0;
        add(Long.MAX_VALUE, frame);
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
        written = true;
        // While a write is being made, it goes on below and not deeper and deeper.
        if (!writing && !over) {
            writeOn();
        }
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

    private void writeOn() {
        do {
            underWay = 0;
            if (waiting.isEmpty()) {
                end();
                return;
            }
            ByteBuffer[] next = next();
            written = false;
            writing = true;
            try {
                writer.write(this, next);
            } finally {
                writing = false;
            }
        } while (written && !over);
    }

    private ByteBuffer[] next() {
        List<ByteBuffer> next = new ArrayList<>();
        while (!waiting.isEmpty() && underWay < WRITE_BYTES && next.size() < WRITE_BUFFERS) {
            ByteBuffer frames = waiting.remove();
            underWay += frames.remaining();
            next.add(frames);
        }
        bytes -= underWay;
        return next.toArray(ByteBuffer[]::new);
    }

    private void end() {
        over = true;
        drained.run();
        Callback callback = last;
        if (callback != null) {
            callback.succeeded();
        }
    }

    /** What is left in them, by itself. */
    static ByteBuffer copy(ByteBuffer... buffers) {
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
