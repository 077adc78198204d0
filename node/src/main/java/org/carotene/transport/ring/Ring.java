package org.carotene.transport.ring;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An io_uring that sends: requests are written into memory shared with the kernel, one call has the kernel carry out all of
 * them in their order, and their results lie in that memory when the call returns. Layouts, numbers and flags are those of
 * Linux's {@code include/uapi/linux/io_uring.h}.
 *
 * <p>One thread at a time. Nothing waits: that a socket has no room is an answer too, as to a write that does not block.
 */
class Ring implements AutoCloseable {

    private static final int REQUEST_BYTES = 64;
    private static final int RESULT_BYTES = 16;
    private static final byte SEND = 26;
    private static final int DO_NOT_WAIT = 0x40;
    private static final int NO_SIGNAL = 0x4000;

    private static final int PARAMS_BYTES = 120;
    private static final long REQUESTS_OFFSET = 0x1000_0000L;
    private static final int READ_AND_WRITE = 3;
    private static final int SHARED_AND_POPULATED = 0x8001;

    /** One mapping for both queues, and results that are never dropped: Linux 5.5. */
    private static final int FEATURES = 0b11;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final int file;
    private final ByteBuffer queues;
    private final ByteBuffer requests;
    private final int requestTailAt;
    private final int requestMask;
    private final int resultHeadAt;
    private final int resultTailAt;
    private final int resultMask;
    private final int resultsAt;
    private final int[] results;
    private int tail;
    private int head;
    private int added;

    /**
     * @param capacity requests between two submissions at most, a power of two
     * @throws IOException if the kernel has no rings, or none for this process
     */
    Ring(int capacity) throws IOException {
        ByteBuffer params = ByteBuffer.allocateDirect(PARAMS_BYTES).order(ByteOrder.nativeOrder());
        file = setUp(capacity, params);
        results = new int[capacity];
        int requestEntries = params.getInt(0);
        int resultEntries = params.getInt(4);
        requestTailAt = params.getInt(44);
        int requestMaskAt = params.getInt(48);
        int requestOrderAt = params.getInt(64);
        resultHeadAt = params.getInt(80);
        resultTailAt = params.getInt(84);
        int resultMaskAt = params.getInt(88);
        resultsAt = params.getInt(100);
        @Nullable ByteBuffer first = null;
        try {
            if ((params.getInt(20) & FEATURES) != FEATURES) {
                throw new IOException("the kernel is older than Linux 5.5");
            }
            first = map(
                    Math.max(
                            requestOrderAt + (long) Integer.BYTES * requestEntries,
                            resultsAt + (long) RESULT_BYTES * resultEntries),
                    0);
            requests = map((long) REQUEST_BYTES * requestEntries, REQUESTS_OFFSET);
        } catch (IOException e) {
            unmap(first);
            Kernel.close(file);
            throw e;
        }
        queues = first;
        requestMask = queues.getInt(requestMaskAt);
        resultMask = queues.getInt(resultMaskAt);
        for (int i = 0; i < requestEntries; i++) {
            queues.putInt(requestOrderAt + Integer.BYTES * i, i);
            requests.put(REQUEST_BYTES * i, SEND);
            requests.putInt(REQUEST_BYTES * i + 28, DO_NOT_WAIT | NO_SIGNAL);
        }
    }

    private static int setUp(int capacity, ByteBuffer params) throws IOException {
        long made = Kernel.syscall(Kernel.IO_URING_SETUP, capacity, ChannelInternals.address(params), 0, 0, 0, 0);
        if (made < 0) {
            throw new IOException("the kernel refuses io_uring_setup by error " + Kernel.lastError());
        }
        return (int) made;
    }

    private ByteBuffer map(long bytes, long offset) throws IOException {
        long address = Kernel.mmap(0, bytes, READ_AND_WRITE, SHARED_AND_POPULATED, file, offset);
        if (address < 0) {
            throw new IOException("the kernel refuses a ring's memory by error " + Kernel.lastError());
        }
        return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }

    private static void unmap(@Nullable ByteBuffer mapped) {
        if (mapped != null) {
            Kernel.munmap(ChannelInternals.address(mapped), mapped.capacity());
        }
    }

    /** Adds a request to send bytes to a socket; they must stay as they are until it has been submitted. */
    void add(int socket, long address, int bytes) {
        int at = (tail & requestMask) * REQUEST_BYTES;
        requests.putInt(at + 4, socket);
        requests.putLong(at + 16, address);
        requests.putInt(at + 24, bytes);
        requests.putLong(at + 32, added);
        tail++;
        added++;
    }

    /**
     * Has the kernel carry out what has been added since the last time; {@link #result} then says what came of each.
     *
     * @throws IOException if it takes no more of them, or does not answer. There are results nevertheless: {@code -EAGAIN} for
     *     what was not taken, {@code -EIO} for what nobody knows of. The ring is of no use any more
     */
    void submit() throws IOException {
        int all = added;
        int left = all;
        int answered = 0;
        added = 0;
        Arrays.fill(results, 0, all, -Kernel.EIO);
        INT.setRelease(queues, requestTailAt, tail);
        while (left > 0) {
            int taken = enter(left);
            if (taken == -Kernel.EINTR) {
                continue;
            }
            if (taken <= 0) {
                Arrays.fill(results, all - left, all, -Kernel.EAGAIN);
                throw new IOException("the kernel takes no requests, io_uring_enter answers " + taken);
            }
            left -= taken;
            answered += takeResults();
        }
        if (answered < all) {
            throw new IOException("io_uring: " + answered + " results (expected: " + all + ")");
        }
    }

    /** Has the kernel carry out the next requests: how many it has taken, or an error, negated. */
    int enter(int requests) {
        int taken = (int) Kernel.syscall(Kernel.IO_URING_ENTER, file, requests, 0, 0, 0, 0);
        return taken < 0 ? -Kernel.lastError() : taken;
    }

    private int takeResults() {
        int end = (int) INT.getAcquire(queues, resultTailAt);
        int taken = end - head;
        for (; head != end; head++) {
            int at = resultsAt + (head & resultMask) * RESULT_BYTES;
            results[(int) queues.getLong(at)] = queues.getInt(at + 8);
        }
        INT.setRelease(queues, resultHeadAt, head);
        return taken;
    }

    /** What came of the request that was added as that one, from 0 on: how many bytes were sent, or an error, negated. */
    int result(int index) {
        return results[index];
    }

    @Override
    public void close() {
        unmap(requests);
        unmap(queues);
        Kernel.close(file);
    }
}
