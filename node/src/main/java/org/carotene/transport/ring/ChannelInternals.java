package org.carotene.transport.ring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * What the kernel knows a channel and a buffer by: a file descriptor, and an address. The JDK tells neither in public. Its own
 * types do, where {@code java.base/sun.nio.ch} is opened to us, as Apache Ignite asks of whoever runs it.
 */
public final class ChannelInternals {

    private static final Optional<MethodHandle> FOUND_DESCRIPTOR =
            find("sun.nio.ch.SelChImpl", "getFDVal", MethodType.methodType(int.class, SocketChannel.class));
    private static final Optional<MethodHandle> FOUND_ADDRESS =
            find("sun.nio.ch.DirectBuffer", "address", MethodType.methodType(long.class, ByteBuffer.class));

    // Constants, so that the JIT sees through them.
    private static final MethodHandle DESCRIPTOR = FOUND_DESCRIPTOR.orElseGet(
            () -> MethodHandles.empty(MethodType.methodType(int.class, SocketChannel.class)));
    private static final MethodHandle ADDRESS =
            FOUND_ADDRESS.orElseGet(() -> MethodHandles.empty(MethodType.methodType(long.class, ByteBuffer.class)));

    private ChannelInternals() {}

    /** Whether they can be had. */
    static boolean areOpen() {
        return FOUND_DESCRIPTOR.isPresent() && FOUND_ADDRESS.isPresent();
    }

    /**
     * The channel's descriptor, which means another file once the channel has been closed and deregistered; -1 where it
     * cannot be had.
     */
    public static int descriptor(SocketChannel channel) {
        if (!areOpen()) {
            return -1;
        }
        try {
            return (int) DESCRIPTOR.invokeExact(channel);
        } catch (Throwable e) {
            throw new IllegalArgumentException("channel: " + channel.getClass() + " (expected: the JDK's own)", e);
        }
    }

    /** Where a direct buffer begins, whatever its position; only where it can be had. */
    static long address(ByteBuffer direct) {
        try {
            return (long) ADDRESS.invokeExact(direct);
        } catch (Throwable e) {
            throw new IllegalArgumentException("buffer: on the heap (expected: direct)", e);
        }
    }

    private static Optional<MethodHandle> find(String type, String method, MethodType called) {
        try {
            Method found = Class.forName(type).getMethod(method);
            found.setAccessible(true);
            return Optional.of(MethodHandles.lookup().unreflect(found).asType(called));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Not opened, or another JDK.
            return Optional.empty();
        }
    }
}
