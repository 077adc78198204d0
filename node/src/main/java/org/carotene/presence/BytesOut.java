package org.carotene.presence;

import java.util.Arrays;

/**
 * Writes numbers and texts one behind the other; used by one thread.
 *
 * <p>Each {@code char} of a text is written by itself in one to three bytes: nothing is lost, unpaired surrogates
 * included, and the order of the bytes, compared unsigned, is the order of the strings.
 */
final class BytesOut {

    private byte[] bytes;
    private int size;

    BytesOut(int expected) {
        bytes = new byte[expected];
    }

    int size() {
        return size;
    }

    BytesOut octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Seven bits a byte, the lowest first; short for numbers that are small and not negative. */
    BytesOut number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    BytesOut text(String value) {
        int length = lengthOf(value);
        number(length);
        return characters(value, length);
    }

    /** The bytes of a text alone, to compare others with. */
    static byte[] raw(String value) {
        int length = lengthOf(value);
        return new BytesOut(length).characters(value, length).toBytes();
    }

    /** Bytes that are such a text already. */
    BytesOut text(byte[] from, int start, int length) {
        number(length);
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
        return this;
    }

    /** All that was written to another one. */
    BytesOut append(BytesOut other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private BytesOut characters(String value, int length) {
        room(length);
        for (int i = 0; i < value.length(); i++) {
            put(value.charAt(i));
        }
        return this;
    }

    private static int lengthOf(String value) {
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return length;
    }

    private void put(char c) {
        if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        } else {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(size, more)));
        }
    }
}
