package org.carotene.presence;

import java.nio.charset.StandardCharsets;

/** Reads what {@link BytesOut} wrote, from another node perhaps; fails with {@link MalformedBytesException}. */
final class BytesIn {

    private final byte[] bytes;
    private int position;

    BytesIn(byte[] bytes) {
        this(bytes, 0);
    }

    BytesIn(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    int octet() {
        if (position >= bytes.length) {
            throw new MalformedBytesException("end of bytes at " + position + " (expected: more)");
        }
        return bytes[position++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new MalformedBytesException(
                "number of more than ten bytes before " + position + " (expected: at most ten)");
    }

    /** A number that counts things of at least one byte each, of which there cannot be more than bytes. */
    int count() {
        long count = number();
        if (count < 0 || count > bytes.length - position) {
            throw new MalformedBytesException(
                    "count: " + count + " (expected: 0.." + (bytes.length - position) + ", the bytes that follow)");
        }
        return (int) count;
    }

    void skip(int length) {
        position += length;
    }

    String text() {
        int length = count();
        int start = position;
        position += length;
        return text(bytes, start, length);
    }

    /** The string that such a text stands for. */
    static String text(byte[] bytes, int start, int length) {
        int end = start + length;
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return wide(bytes, start, end);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private static String wide(byte[] bytes, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            int first = bytes[at] & 0xFF;
            int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : 2;
            if (at + more >= end) {
                throw new MalformedBytesException("character cut at " + at + " (expected: " + more + " more bytes)");
            }
            int value = more == 0 ? first : more == 1 ? first & 0x1F : first & 0x0F;
            for (int i = 1; i <= more; i++) {
                value = (value << 6) | (bytes[at + i] & 0x3F);
            }
            text.append((char) value);
            at += more + 1;
        }
        return text.toString();
    }
}
