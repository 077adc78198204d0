package org.carotene.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Very many WebSocket clients on one thread, which listen to one channel and check that of each publisher the next number
 * comes.
 */
final class Crowd implements AutoCloseable {

    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(25);

    private final String channel;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "crowd");
    private final Queue<CrowdMember> arriving = new ConcurrentLinkedQueue<>();
    private final List<CrowdMember> members = new CopyOnWriteArrayList<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicLong received = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong repeatedOrReordered = new AtomicLong();

    /** The longest time for which a client heard nothing, between two messages, since it was last asked for. */
    final AtomicLong stallNanos = new AtomicLong();

    private volatile boolean stopped;
    private volatile long since = System.nanoTime();

    Crowd(String channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    /** Connects that many to a node, as users of that name and a number, or anonymously without one; waits until they are. */
    void connect(String address, int count, String user) throws IOException, InterruptedException {
        int before = open.get();
        for (int i = 0; i < count; i++) {
            SocketChannel socket = SocketChannel.open();
            socket.connect(new InetSocketAddress(address, 8080));
            socket.configureBlocking(false);
            arriving.add(new CrowdMember(this, socket, channel, user.isEmpty() ? "" : user + i));
            selector.wakeup();
            // No faster than the backend can be asked.
            while (i + before - open.get() > 200) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (open.get() < before + count) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("connected: " + open.get() + " (expected: " + (before + count) + ")");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** From now on counts anew who has heard something. */
    void forgetHeard() {
        since = System.nanoTime();
    }

    /** How many have heard something since then. */
    long heard() {
        return members.stream()
                .filter(member -> member.heardNanos() - since > 0)
                .count();
    }

    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void run() {
        long pinged = System.nanoTime();
        try {
            while (!stopped) {
                selector.select(this::ready, 500);
                for (CrowdMember next = arriving.poll(); next != null; next = arriving.poll()) {
                    next.key = next.socket.register(selector, SelectionKey.OP_READ, next);
                    members.add(next);
                    next.greet();
                }
                if (System.nanoTime() - pinged > PING_NANOS) {
                    pinged = System.nanoTime();
                    members.forEach(CrowdMember::ping);
                }
            }
            for (CrowdMember member : members) {
                member.socket.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        CrowdMember member = (CrowdMember) key.attachment();
        try {
            input.clear();
            int count = member.socket.read(input);
            if (count < 0) {
                member.end();
            } else {
                input.flip();
                member.take(input);
            }
        } catch (IOException e) {
            member.end();
        }
    }

    static ByteBuffer frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 8);
        frame.put((byte) 0x81);
        if (bytes.length < 126) {
            frame.put((byte) (0x80 | bytes.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) bytes.length);
        }
        // A mask of nothing but zeros leaves the bytes as they are.
        frame.putInt(0).put(bytes);
        return frame.flip();
    }
}
