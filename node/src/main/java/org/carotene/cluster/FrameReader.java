package org.carotene.cluster;

import java.util.Arrays;
import org.carotene.channel.Cesu8;

/** Takes apart what a {@link FrameWriter} has laid out, and never reads beyond the end of the part given to it. */
final class FrameReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    FrameReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private FrameReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    int byteOf() {
        return bytes[take(1)] & 0xFF;
    }

    int intOf() {
        int from = take(4);
        return ((bytes[from] & 0xFF) << 24)
                | ((bytes[from + 1] & 0xFF) << 16)
                | ((bytes[from + 2] & 0xFF) << 8)
                | (bytes[from + 3] & 0xFF);
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = byteOf();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedFrameException("number of more than 10 bytes at " + at);
    }

    byte[] blob() {
        int length = length();
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    String text() {
        int length = length();
        int from = take(length);
        try {
            return Cesu8.read(bytes, from, length);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("text: " + e.getMessage());
        }
    }

    /** A reader of the next bytes alone; this one goes on behind them. */
    FrameReader part(int length) {
        int from = take(length);
        return new FrameReader(bytes, from, from + length);
    }

    private int length() {
        long length = number();
        if (length < 0 || length > end - at) {
            throw new MalformedFrameException("length: " + length + " (expected: 0.." + (end - at) + ")");
        }
        return (int) length;
    }

    private int take(int length) {
        if (length < 0 || length > end - at) {
            throw new MalformedFrameException("bytes asked for: " + length + " (there are: " + (end - at) + ")");
        }
        int from = at;
        at += length;
        return from;
    }
}
