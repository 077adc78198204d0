package org.carotene.bench;

import java.util.Arrays;

/** Bytes that grow at their end; kept and filled again. */
final class ByteSink {

    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void put(byte[] more) {
        put(more, 0, more.length);
    }

    void put(byte[] more, int from, int count) {
        int at = grow(count);
        System.arraycopy(more, from, bytes, at, count);
    }

    /** Makes room for that many bytes and returns where they begin. */
    int grow(int count) {
        int at = length;
        if (bytes.length - at < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + count));
        }
        length = at + count;
        return at;
    }

    /** Takes the first bytes away. */
    void drop(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }
}
