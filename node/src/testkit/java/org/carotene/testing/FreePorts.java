package org.carotene.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must be told theirs before they start. A server that can be given port 0 and says what it got
 * needs none of these.
 *
 * <p>They lie below those from which the system serves outgoing connections, nobody has them on IPv4 or IPv6 when they
 * are handed out, and none is handed out twice: a JVM marks the block that it takes its ports from by listening at the
 * block's first port as long as it lives, so that tests in other JVMs take theirs from other blocks. For any thread.
 */
public final class FreePorts {
    private static final int FIRST = 10_000;
    /** Linux serves outgoing connections from 32768 on, unless told otherwise. */
    private static final int END = 32_500;

    private static final int BLOCK = 500;

    /** Held until the JVM ends. */
    private static final List<ServerSocket> MARKS = new ArrayList<>();

    private static int next;
    private static int end;

    private FreePorts() {}

    /** One port. */
    public static int next() {
        return row(1);
    }

    /** The first of so many ports one after the other. */
    public static synchronized int row(int count) {
        if (count >= BLOCK) {
            throw new IllegalArgumentException("ports in a row: " + count + " (expected: less than " + BLOCK + ")");
        }
        int first = next;
        while (next < first + count) {
            if (first + count > end) {
                takeBlock();
                first = next;
            }
            if (listenAt(next++).map(FreePorts::closed).isEmpty()) {
                first = next;
            }
        }
        return first;
    }

    private static void takeBlock() {
        int blocks = (END - FIRST) / BLOCK;
        int start = ThreadLocalRandom.current().nextInt(blocks);
        for (int i = 0; i < blocks; i++) {
            int first = FIRST + (start + i) % blocks * BLOCK;
            Optional<ServerSocket> mark = listenAt(first);
            if (mark.isPresent()) {
                MARKS.add(mark.get());
                next = first + 1;
                end = first + BLOCK;
                return;
            }
        }
        throw new IllegalStateException("no block of free ports from " + FIRST + " to " + END);
    }

    /** At all addresses, which fails if anybody has the port at one of them. */
    private static Optional<ServerSocket> listenAt(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(port));
                return Optional.of(socket);
            } catch (BindException e) {
                socket.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("trying port " + port, e);
        }
    }

    private static ServerSocket closed(ServerSocket socket) {
        try {
            socket.close();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
