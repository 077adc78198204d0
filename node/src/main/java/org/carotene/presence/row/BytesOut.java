package org.carotene.presence.row;

import java.util.Arrays;
import org.carotene.channel.Cesu8;
import org.carotene.channel.SevenBits;

/** Writes numbers and texts ({@link Cesu8}) one behind the other; used by one thread. */
public final class BytesOut {

    private byte[] bytes;
    private int size;

    public BytesOut(int expected) {
        bytes = new byte[expected];
    }

    public int size() {
        return size;
    }

    public BytesOut octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** As {@link SevenBits}. */
    public BytesOut number(long value) {
        room(SevenBits.MOST_BYTES);
        size = SevenBits.write(value, bytes, size);
        return this;
    }

    public BytesOut text(String value) {
        int length = Cesu8.length(value);
        number(length);
        return characters(value, length);
    }

    /** The bytes of a text alone, to compare others with. */
    public static byte[] raw(String value) {
        int length = Cesu8.length(value);
        return new BytesOut(length).characters(value, length).toBytes();
    }

    /** Bytes that are such a text already. */
    public BytesOut text(byte[] from, int start, int length) {
        number(length);
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
        return this;
    }

    /** All that was written to another one. */
    public BytesOut append(BytesOut other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private BytesOut characters(String value, int length) {
        room(length);
        size = Cesu8.write(value, bytes, size);
        return this;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(size, more)));
        }
    }
}
