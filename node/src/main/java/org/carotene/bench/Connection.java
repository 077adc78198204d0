package org.carotene.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client: connects, upgrades, goes through the steps of its template, and is ready then.
 *
 * <p>On the thread of the bench, as everything here.
 */
final class Connection {

    enum State {
        CONNECTING,
        UPGRADING,
        STEPPING,
        READY,
        CLOSED
    }

    private static final int HEARD_CHARACTERS = 8192;
    private static final int SMALL_BUFFER_BYTES = 4096;
    private static final String HEAD_END = "\r\n\r\n";

    private final Connections all;
    private final int id;
    private final Target target;
    private final byte[] channel;
    private final List<Step> steps;
    private final boolean reads;
    private @Nullable SocketChannel socket;
    private @Nullable SelectionKey key;
    private @Nullable Link link;
    private State state = State.CONNECTING;
    private int step;
    private @Nullable StringBuilder heard = new StringBuilder();
    private @Nullable ByteSink out;
    private @Nullable Scanner scanner;

    Connection(Connections all, int id, Target target, byte[] channel, List<Step> steps, boolean reads) {
        this.all = all;
        this.id = id;
        this.target = target;
        this.channel = channel;
        this.steps = steps;
        this.reads = reads;
    }

    int id() {
        return id;
    }

    boolean isReady() {
        return state == State.READY;
    }

    boolean reads() {
        return reads;
    }

    /** What waits to be written. */
    int waitingBytes() {
        return out == null ? 0 : out.length();
    }

    void open(Selector selector) {
        try {
            socket = SocketChannel.open();
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (!reads) {
                // Or the system's buffers would do the reading.
                socket.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER_BYTES);
            }
            key = socket.register(selector, SelectionKey.OP_CONNECT, this);
            if (socket.connect(new InetSocketAddress(target.host(), target.port()))) {
                connected();
            }
        } catch (IOException | RuntimeException e) {
            close("cannot connect to " + target + ": " + reason(e));
        }
    }

    /** The selector says that there is something to do. */
    void selected() {
        SelectionKey selected = key;
        SocketChannel open = socket;
        if (state == State.CLOSED || selected == null || open == null) {
            return;
        }
        try {
            if (selected.isConnectable() && open.finishConnect()) {
                connected();
            } else {
                if (selected.isWritable()) {
                    flush();
                }
                if (state != State.CLOSED && selected.isReadable()) {
                    read();
                }
            }
        } catch (IOException e) {
            close((state == State.CONNECTING ? "cannot connect to " : "lost the connection to ") + target + ": "
                    + reason(e));
        }
    }

    /** Leaves a message to be written by {@link #flush()}. */
    void say(MessageText text, byte[] toChannel, long nanos) {
        ByteSink payload = all.scratch();
        text.write(payload, id, toChannel, all.padding(), nanos);
        ClientFrame.put(sink(), all.plan().template().binary(), payload);
    }

    /** Writes what waits, as far as the socket takes it. */
    void flush() {
        ByteSink waiting = out;
        SelectionKey selected = key;
        Link open = link;
        if (waiting == null || open == null || selected == null || state == State.CLOSED) {
            return;
        }
        try {
            waiting.drop(open.write(waiting.bytes(), waiting.length()));
            boolean more = open.isBlocked(waiting.length());
            int wanted =
                    (state == State.READY && !reads ? 0 : SelectionKey.OP_READ) | (more ? SelectionKey.OP_WRITE : 0);
            if (selected.interestOps() != wanted) {
                selected.interestOps(wanted);
            }
        } catch (IOException e) {
            close("lost the connection to " + target + ": " + reason(e));
        }
    }

    void keepAlive() {
        say(all.plan().template().keepAlive(), channel, 0);
        flush();
    }

    /** What it waits for, for who wants to know why it does not get ready. */
    String waitsFor() {
        String said = heard == null ? "" : heard.toString().strip();
        return switch (state) {
            case CONNECTING -> target + " does not take the connection";
            case UPGRADING -> target + " does not answer the upgrade";
            case STEPPING ->
                target + " (expected: " + expected() + "; heard: " + (said.isEmpty() ? "nothing" : said) + ")";
            case READY -> target + " is ready";
            case CLOSED -> target + " has closed the connection" + (said.isEmpty() ? "" : ", saying: " + said);
        };
    }

    void close(String why) {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone, which is what is wanted.
        }
        all.closed(this, before, why);
    }

    private void connected() throws IOException {
        state = State.UPGRADING;
        link = all.link(Objects.requireNonNull(socket), target);
        sink().put(ClientFrame.upgradeRequest(
                target, all.plan().template().path(), all.plan().headers()));
        flush();
    }

    private void read() throws IOException {
        int read = Objects.requireNonNull(link).read();
        if (read < 0) {
            close(waitsFor());
            return;
        }
        if (waitingBytes() > 0) {
            // A handshake may have been what it waited for.
            flush();
        }
        byte[] bytes = all.readBytes();
        Scanner ready = scanner;
        if (ready != null) {
            ready.scan(bytes, read, all.tally());
        } else {
            hear(new String(bytes, StampScanner.CARRY_BYTES, read, StandardCharsets.ISO_8859_1));
        }
    }

    private void hear(String text) {
        StringBuilder said = heard;
        if (said == null) {
            return;
        }
        said.append(text);
        said.delete(0, Math.max(0, said.length() - HEARD_CHARACTERS));
        if (state == State.UPGRADING) {
            int end = said.indexOf(HEAD_END);
            if (end < 0) {
                return;
            }
            if (!said.substring(0, Math.min(end, 16)).contains(" 101")) {
                close(target + " refuses the upgrade: " + said.substring(0, said.indexOf("\r\n")));
                return;
            }
            if (all.plan().compression() && !agreesToCompression(said.substring(0, end))) {
                close(target + " does not agree to compress each message by itself (permessage-deflate, "
                        + "server_no_context_takeover)");
                return;
            }
            said.delete(0, end + HEAD_END.length());
            state = State.STEPPING;
        }
        advance(said);
    }

    private void advance(StringBuilder said) {
        while (step < steps.size()) {
            if (steps.get(step) instanceof Step.Send send) {
                say(send.text(), channel, 0);
            } else if (steps.get(step) instanceof Step.Expect expect) {
                int found = said.indexOf(expect.text());
                if (found < 0) {
                    flush();
                    return;
                }
                said.delete(0, found + expect.text().length());
            }
            step++;
        }
        state = State.READY;
        heard = null;
        scanner = all.scanner();
        flush();
        all.ready(this);
    }

    /** How it is encrypted, empty if it is not. */
    String encryption() {
        return link == null ? "" : link.encryption();
    }

    private static boolean agreesToCompression(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        return lower.contains("sec-websocket-extensions: permessage-deflate")
                && lower.contains("server_no_context_takeover");
    }

    private String expected() {
        return step < steps.size() && steps.get(step) instanceof Step.Expect expect ? expect.text() : "nothing";
    }

    private ByteSink sink() {
        ByteSink sink = out;
        if (sink == null) {
            sink = new ByteSink();
            out = sink;
        }
        return sink;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
