package org.carotene.presence.row;

import org.carotene.channel.Cesu8;

/** Reads what {@link BytesOut} wrote, from another node perhaps; fails with {@link MalformedBytesException}. */
public final class BytesIn {

    private final byte[] bytes;
    private int position;

    public BytesIn(byte[] bytes) {
        this(bytes, 0);
    }

    BytesIn(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    public int octet() {
        if (position >= bytes.length) {
            throw new MalformedBytesException("end of bytes at " + position + " (expected: more)");
        }
        return bytes[position++] & 0xFF;
    }

    public long number() {
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
    public int count() {
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

    void seek(int to) {
        position = to;
    }

    public String text() {
        int length = count();
        int start = position;
        position += length;
        return text(bytes, start, length);
    }

    /** The string that such a text stands for. */
    static String text(byte[] bytes, int start, int length) {
        try {
            return Cesu8.read(bytes, start, length);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("text: " + e.getMessage());
        }
    }
}
