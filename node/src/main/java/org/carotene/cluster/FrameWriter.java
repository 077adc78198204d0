package org.carotene.cluster;

import java.util.Arrays;
import org.carotene.channel.Cesu8;
import org.carotene.channel.SevenBits;

/**
 * Lays frames one behind the other in an array that grows and is used again for the next message.
 *
 * <p>Used by one thread at a time. Texts are {@link Cesu8}.
 */
final class FrameWriter {

    /** An array that one large message has blown up is given back beyond this. */
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] bytes = new byte[4096];
    private int size;

    int size() {
        return size;
    }

    void byteOf(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void intOf(int value) {
        room(4);
        put(size, value);
        size += 4;
    }

    /** As {@link SevenBits}. */
    void number(long value) {
        room(SevenBits.MOST_BYTES);
        size = SevenBits.write(value, bytes, size);
    }

    void blob(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void text(String value) {
        int length = Cesu8.length(value);
        number(length);
        room(length);
        size = Cesu8.write(value, bytes, size);
    }

    /** Overwrites four bytes that are already there. */
    void patch(int position, int value) {
        put(position, value);
    }

    /** A copy of what has been written; the writer is empty afterwards. */
    byte[] message() {
        byte[] message = Arrays.copyOf(bytes, size);
        clear();
        return message;
    }

    /** Forgets what has been written. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[4096];
        }
    }

    private void put(int position, int value) {
        bytes[position] = (byte) (value >>> 24);
        bytes[position + 1] = (byte) (value >>> 16);
        bytes[position + 2] = (byte) (value >>> 8);
        bytes[position + 3] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(size, more)));
        }
    }
}
