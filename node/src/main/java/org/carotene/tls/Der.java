package org.carotene.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The few forms of ASN.1's DER that private keys are wrapped in. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xA0;

    private Der() {}

    /** A value with its tag and length in front. */
    static byte[] of(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(part -> part.length).sum();
        ByteBuffer value = ByteBuffer.allocate(length + 6).put((byte) tag);
        if (length < 0x80) {
            value.put((byte) length);
        } else {
            int lengthBytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            value.put((byte) (0x80 | lengthBytes));
            for (int shift = (lengthBytes - 1) * 8; shift >= 0; shift -= 8) {
                value.put((byte) (length >> shift));
            }
        }
        for (byte[] part : contents) {
            value.put(part);
        }
        return Arrays.copyOf(value.array(), value.position());
    }

    /**
     * The contents of the next value, which is read off.
     *
     * @throws IllegalArgumentException if the next value is another or does not end
     */
    static ByteBuffer next(ByteBuffer from, int tag) {
        if (from.remaining() < 2 || (from.get() & 0xFF) != tag) {
            throw new IllegalArgumentException("another value");
        }
        int length = length(from);
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("a value without its end");
        }
        ByteBuffer contents = from.slice(from.position(), length);
        from.position(from.position() + length);
        return contents;
    }

    private static int length(ByteBuffer from) {
        int first = from.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int lengthBytes = first & 0x7F;
        if (lengthBytes == 0 || lengthBytes > 3 || lengthBytes > from.remaining()) {
            throw new IllegalArgumentException("a length that is none");
        }
        int length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << 8) | (from.get() & 0xFF);
        }
        return length;
    }
}
