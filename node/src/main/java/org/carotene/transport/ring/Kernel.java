package org.carotene.transport.ring;

import com.sun.jna.Native;

/**
 * Functions of the C library, for 64 bits. It has none for rings but {@code syscall}. A negative answer is an error, which
 * {@link #lastError()} names to the same thread until its next call.
 */
final class Kernel {

    // Of the numbers that are the same on all architectures.
    static final long IO_URING_SETUP = 425;
    static final long IO_URING_ENTER = 426;

    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int EPIPE = 32;

    static {
        Native.register(Kernel.class, "c");
    }

    private Kernel() {}

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native long mmap(long address, long bytes, int protection, int flags, int file, long offset);

    static native int munmap(long address, long bytes);

    static native int socketpair(int domain, int type, int protocol, long pairAddress);

    static native int close(int file);

    static int lastError() {
        return Native.getLastError();
    }
}
