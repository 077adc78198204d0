package org.carotene.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps over the plain part of a JSON string, eight bytes at a time: that is where a reader of payloads spends its time.
 *
 * <p>Plain is what stands for itself: ASCII but for control characters, the quote and the backslash.
 */
final class PlainText {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private PlainText() {}

    /** The first index from {@code start} on that may hold something else, or be too near to {@code to} to tell. */
    static int behind(byte[] bytes, int start, int to) {
        int i = start;
        while (i <= to - Long.BYTES && isPlain((long) EIGHT.get(bytes, i))) {
            i += Long.BYTES;
        }
        return i;
    }

    // Of eight ASCII bytes, a subtraction sets the high bit of the first that is smaller than what is subtracted; a
    // quote or backslash becomes 0 by the exclusive or, and is then smaller than 1.
    private static boolean isPlain(long eight) {
        long notAscii = eight;
        long control = eight - SPACES;
        long quote = (eight ^ QUOTES) - ONES;
        long backslash = (eight ^ BACKSLASHES) - ONES;
        return ((notAscii | control | quote | backslash) & HIGH_BITS) == 0;
    }
}
