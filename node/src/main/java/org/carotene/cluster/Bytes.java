package org.carotene.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The body of a question or an answer, which the bus does not look into; shared, not to be written to. */
final class Bytes {

    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] array;

    Bytes(byte[] array) {
        this.array = array;
    }

    static Bytes of(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    byte[] array() {
        return array;
    }

    int length() {
        return array.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** The body as text, which it is when a question failed. */
    @Override
    public String toString() {
        return new String(array, UTF_8);
    }
}
