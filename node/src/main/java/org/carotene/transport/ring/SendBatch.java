package org.carotene.transport.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to many sockets by one call. Beside the calls, that saves what comes between them: a writer that returns from the
 * kernel after each socket is put aside there for the reader that it has just woken.
 *
 * <p>Takes nothing until it has been opened, or where there are no rings. One thread at a time. Between a socket's
 * {@code add} and the flush nothing else may be written to it.
 */
public final class SendBatch implements AutoCloseable {

    /** Who sends. Called while the batch is flushed, and adds nothing to it then. */
    public interface Sender {

        /** The socket has not taken these, which are good until this returns. */
        void unsent(ByteBuffer left);

        /** Nothing more can be sent, or nobody knows how much has been. */
        void broken(IOException cause);
    }

    private static final Logger log = LoggerFactory.getLogger(SendBatch.class);

    /** Sockets that one call serves: more would gain nothing, and hold up the lane. */
    private static final int CAPACITY = 256;

    private static final int COPIES_BYTES = 256 * 1024;

    private final Rings.Maker rings;
    private final Sender[] senders = new Sender[CAPACITY];
    private final ByteBuffer[] sources = new ByteBuffer[CAPACITY];
    private final int[] starts = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private @Nullable Ring ring;
    private ByteBuffer copies = ByteBuffer.allocate(0);
    private int count;
    private long sent;
    private boolean closed;

    /** A batch of the kernel's rings. */
    public SendBatch() {
        this(Ring::new);
    }

    /**
     * @param rings makes one of so many requests
     */
    SendBatch(Rings.Maker rings) {
        this.rings = rings;
    }

    /** From now on it takes what it is given, if there is a ring for it. */
    public void open() {
        if (ring == null && !closed) {
            try {
                ring = rings.make(CAPACITY);
                copies = ByteBuffer.allocateDirect(COPIES_BYTES);
            } catch (IOException e) {
                log.warn("no ring for this lane, each of its writes is a call of its own: {}", e.getMessage());
            }
        }
    }

    /** Whether it takes what it is given. */
    public boolean isOpen() {
        return ring != null;
    }

    /**
     * Takes a direct buffer's bytes, which must stay as they are until the flush; the buffer stays as it is.
     *
     * @return false if it takes nothing
     */
    public boolean add(int socket, ByteBuffer bytes, Sender sender) {
        if (count == CAPACITY) {
            flush();
        }
        Ring open = ring;
        if (open == null || !bytes.isDirect()) {
            return false;
        }
        enter(open, socket, bytes, sender);
        return true;
    }

    /**
     * Takes a copy of what is left in the buffers.
     *
     * @return false if it takes nothing; the buffers stay as they are then
     */
    public boolean addCopy(int socket, Sender sender, ByteBuffer... parts) {
        int length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        if (count == CAPACITY || copies.remaining() < length) {
            flush();
        }
        Ring open = ring;
        if (open == null || copies.remaining() < length) {
            return false;
        }
        ByteBuffer copy = copies.duplicate();
        for (ByteBuffer part : parts) {
            copies.put(part);
        }
        enter(open, socket, copy.limit(copies.position()), sender);
        return true;
    }

    private void enter(Ring open, int socket, ByteBuffer bytes, Sender sender) {
        int start = bytes.position();
        int length = bytes.remaining();
        open.add(socket, ChannelInternals.address(bytes) + start, length);
        senders[count] = sender;
        sources[count] = bytes;
        starts[count] = start;
        lengths[count] = length;
        count++;
    }

    /** Sends all that it has taken. Who gets less than he was to, is told. */
    public void flush() {
        Ring open = ring;
        if (count == 0 || open == null) {
            return;
        }
        // Whatever happens from here on, nothing of it is there the next time.
        int all = count;
        count = 0;
        try {
            submit(open);
            sent += all;
            for (int i = 0; i < all; i++) {
                if (open.result(i) != lengths[i]) {
                    tell(i, open.result(i));
                }
            }
        } finally {
            Arrays.fill(senders, 0, all, null);
            Arrays.fill(sources, 0, all, null);
            copies.clear();
        }
    }

    private void submit(Ring open) {
        try {
            open.submit();
        } catch (IOException e) {
            log.warn("lost a lane's ring, each of its writes is a call of its own from now on: {}", e.getMessage());
            close();
        }
    }

    /** How many sends it has handed over. */
    public long sent() {
        return sent;
    }

    private void tell(int index, int result) {
        Sender sender = senders[index];
        try {
            if (result < 0 && result != -Kernel.EAGAIN) {
                sender.broken(new IOException("a send failed by error " + -result));
            } else {
                int start = starts[index];
                ByteBuffer left = sources[index].duplicate();
                sender.unsent(left.limit(start + lengths[index]).position(start + Math.max(0, result)));
            }
        } catch (RuntimeException | Error e) {
            // An error too: it must not keep the others from hearing. Nobody knows what became of the rest of this one.
            log.error("a connection cannot keep what its socket has not taken", e);
            breakOff(sender, e);
        }
    }

    private static void breakOff(Sender sender, Throwable cause) {
        try {
            sender.broken(new IOException("what the socket has not taken is lost", cause));
        } catch (RuntimeException | Error e) {
            log.error("a connection cannot be ended", e);
        }
    }

    /** Takes nothing any more. */
    @Override
    public void close() {
        closed = true;
        if (ring != null) {
            ring.close();
            ring = null;
        }
    }
}
