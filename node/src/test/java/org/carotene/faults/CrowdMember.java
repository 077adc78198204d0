package org.carotene.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One of a {@link Crowd}; on its thread. */
final class CrowdMember {

    private static final int MOST_PUBLISHERS = 16;
    private static final int CLOSE = 8;
    private static final String UPGRADE = String.join(
            "\r\n",
            "GET /stream HTTP/1.1",
            "Host: crowd",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "");
    private static final byte[] MARK = "\"message\":\"%".getBytes(StandardCharsets.US_ASCII);

    final SocketChannel socket;

    @Nullable
    SelectionKey key;

    private final Crowd crowd;
    private final String channel;
    private final String user;
    private final int[] last = new int[MOST_PUBLISHERS];
    private byte[] rest = new byte[0];
    private boolean upgraded;
    private boolean ended;
    private volatile long heard;

    CrowdMember(Crowd crowd, SocketChannel socket, String channel, String user) {
        this.crowd = crowd;
        this.socket = socket;
        this.channel = channel;
        this.user = user;
        Arrays.fill(last, -1);
    }

    long heardNanos() {
        return heard;
    }

    void greet() {
        write(ByteBuffer.wrap(UPGRADE.getBytes(StandardCharsets.US_ASCII)));
    }

    void ping() {
        if (upgraded && !ended) {
            write(Crowd.frame("ping"));
        }
    }

    void end() {
        if (!ended) {
            ended = true;
            crowd.closed.incrementAndGet();
            if (key != null) {
                key.cancel();
            }
        }
    }

    void take(ByteBuffer input) {
        byte[] all = Arrays.copyOf(rest, rest.length + input.remaining());
        input.get(all, rest.length, input.remaining());
        int at = upgraded ? 0 : upgrade(all);
        while (upgraded && !ended && at + 2 <= all.length) {
            int length = all[at + 1] & 0x7F;
            int head = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (at + head > all.length) {
                break;
            }
            if (length == 126) {
                length = ((all[at + 2] & 0xFF) << 8) | (all[at + 3] & 0xFF);
            } else if (length == 127) {
                length = ByteBuffer.wrap(all, at + 6, 4).getInt();
            }
            if (at + head + length > all.length) {
                break;
            }
            if ((all[at] & 0x0F) == CLOSE) {
                end();
            } else {
                message(all, at + head, length);
            }
            at += head + length;
        }
        rest = Arrays.copyOfRange(all, at, all.length);
    }

    private int upgrade(byte[] all) {
        String head = new String(all, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            end();
            return all.length;
        }
        upgraded = true;
        if (!user.isEmpty()) {
            write(Crowd.frame("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}"));
        }
        write(Crowd.frame("{\"subscribe\":\"" + channel + "\"}"));
        // Its answer shows that the subscription has been taken in.
        write(Crowd.frame("ping"));
        return end + 4;
    }

    private void message(byte[] all, int from, int length) {
        int mark = indexOf(all, from, from + length);
        if (mark < 0) {
            if (heard == 0 && length == 4) {
                heard = System.nanoTime();
                crowd.open.incrementAndGet();
            }
            return;
        }
        int at = mark + MARK.length;
        int publisher = 0;
        while (all[at] != ' ') {
            publisher = publisher * 10 + all[at++] - '0';
        }
        int number = 0;
        for (at++; all[at] != '"'; at++) {
            number = number * 10 + all[at] - '0';
        }
        came(publisher, number);
    }

    private void came(int publisher, int number) {
        long now = System.nanoTime();
        if (now - heard > crowd.stallNanos.get()) {
            crowd.stallNanos.set(now - heard);
        }
        heard = now;
        crowd.received.incrementAndGet();
        int before = last[publisher];
        if (number <= before) {
            crowd.repeatedOrReordered.incrementAndGet();
        } else {
            if (before >= 0) {
                crowd.lost.addAndGet(number - before - 1);
            }
            last[publisher] = number;
        }
    }

    private static int indexOf(byte[] all, int from, int to) {
        for (int at = from; at + MARK.length < to; at++) {
            if (all[at] == MARK[0] && Arrays.equals(all, at, at + MARK.length, MARK, 0, MARK.length)) {
                return at;
            }
        }
        return -1;
    }

    private void write(ByteBuffer bytes) {
        try {
            // Some bytes to an idle connection: they fit.
            socket.write(bytes);
        } catch (IOException e) {
            end();
        }
    }
}
