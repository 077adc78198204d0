package org.carotene.channel;

/**
 * Numbers between nodes: seven bits a byte, the lowest first, the eighth set in all bytes but the last; short for numbers that
 * are small and not negative. The same as the base-128 varints of Protocol Buffers.
 */
public final class SevenBits {

    /** What the largest number takes, and each negative one. */
    public static final int MOST_BYTES = 10;

    private SevenBits() {}

    /** Writes a number where there is room for it, and answers the position behind it. */
    public static int write(long value, byte[] bytes, int position) {
        int at = position;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }
}
