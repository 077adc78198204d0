package org.carotene.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as the UTF-8 text that somebody sent, carried through the node without being taken apart.
 *
 * <p>Immutable as long as nobody writes to the array that {@link #utf8()} hands out, which nobody may: it is shared so
 * that a payload is not copied on its way.
 */
public final class Json {

    private final byte[] utf8;

    /** Takes the array over without a copy; the caller vouches that it holds exactly one valid JSON value. */
    public Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static Json of(String text) {
        return new Json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text's bytes, shared: not to be written to. */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
