package org.carotene.transport.ring;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether there are rings here that do what we need. Kernels, containers and JVMs differ, so it is tried out, once for the
 * process. Any thread; the first call loads JNA's native library, which takes some tens of milliseconds.
 */
public final class Rings {

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");
    private static final int UNIX = 1;
    private static final int STREAM = 1;
    private static final int NOT_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int MOST_PIECES = 1024;

    /** How a batch gets its ring. */
    interface Maker {

        Ring make(int capacity) throws IOException;
    }

    private Rings() {}

    /** What stands in the way of rings, for the operator's eyes; empty if nothing does. */
    public static Optional<String> obstacle() {
        return Tried.OBSTACLE;
    }

    private static final class Tried {
        static final Optional<String> OBSTACLE = find();
    }

    private static Optional<String> find() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture.toLowerCase(Locale.ROOT))) {
            return Optional.of("this is " + system + " on " + architecture + " (expected: Linux on amd64 or aarch64)");
        }
        if (!ChannelInternals.areOpen()) {
            return Optional.of("the JVM has no --add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        }
        try {
            tryOut();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // JNA throws errors of several kinds where its native library cannot be had.
            return Optional.of("JNA is of no use here: " + e);
        }
    }

    /** A socket that takes bytes, one that is full, and one whose reader has gone. */
    private static void tryOut() throws IOException {
        ByteBuffer pair = ByteBuffer.allocateDirect(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        try (Ring ring = new Ring(1)) {
            if (Kernel.socketpair(UNIX, STREAM | NOT_BLOCKING | CLOSE_ON_EXEC, 0, ChannelInternals.address(pair)) < 0) {
                throw new IOException("no sockets to try rings with, error " + Kernel.lastError());
            }
            tryOut(ring, pair.getInt(0), pair.getInt(Integer.BYTES));
        }
    }

    private static void tryOut(Ring ring, int writer, int reader) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        try {
            try {
                expect(3, send(ring, writer, piece, 3));
                int pieces = 0;
                int sent = send(ring, writer, piece, PIECE_BYTES);
                while (sent > 0 && pieces++ < MOST_PIECES) {
                    sent = send(ring, writer, piece, PIECE_BYTES);
                }
                expect(-Kernel.EAGAIN, sent);
            } finally {
                Kernel.close(reader);
            }
            expect(-Kernel.EPIPE, send(ring, writer, piece, 1));
        } finally {
            Kernel.close(writer);
            Reference.reachabilityFence(piece);
        }
    }

    private static int send(Ring ring, int socket, ByteBuffer from, int bytes) throws IOException {
        ring.add(socket, ChannelInternals.address(from), bytes);
        ring.submit();
        return ring.result(0);
    }

    private static void expect(int expected, int result) throws IOException {
        if (result != expected) {
            throw new IOException("a send by io_uring answered " + result + " (expected: " + expected + ")");
        }
    }
}
