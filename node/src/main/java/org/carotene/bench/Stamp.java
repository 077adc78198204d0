package org.carotene.bench;

/**
 * The time of a publication, written at the head of its payload so that it can be found in any stream of bytes: eight
 * times {@code @}, then twelve hexadecimal digits of nanoseconds.
 */
final class Stamp {

    static final byte MARK = '@';
    static final int MARK_BYTES = 8;
    static final int DIGITS = 12;
    static final int BYTES = MARK_BYTES + DIGITS;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private Stamp() {}

    /** Writes it at that place. */
    static void put(byte[] into, int at, long nanos) {
        for (int i = 0; i < MARK_BYTES; i++) {
            into[at + i] = MARK;
        }
        for (int i = 0; i < DIGITS; i++) {
            into[at + MARK_BYTES + i] = HEX[(int) (nanos >>> (4 * (DIGITS - 1 - i))) & 15];
        }
    }

    /** Whether a stamp begins there. */
    static boolean isMark(byte[] from, int at) {
        for (int i = at; i < at + MARK_BYTES; i++) {
            if (from[i] != MARK) {
                return false;
            }
        }
        return true;
    }

    /** The time of the first stamp between these places, or -1 if there is none. */
    static long find(byte[] from, int begin, int end) {
        for (int at = begin; at + BYTES <= end; at++) {
            if (from[at] == MARK && isMark(from, at)) {
                return digits(from, at + MARK_BYTES);
            }
        }
        return -1;
    }

    /** The time in the digits from that place on, or -1 if they are none. */
    static long digits(byte[] from, int at) {
        long nanos = 0;
        for (int i = at; i < at + DIGITS; i++) {
            int b = from[i];
            int digit = b <= '9' ? b - '0' : b - 'a' + 10;
            if (digit < 0 || digit > 15 || (b > '9' && b < 'a')) {
                return -1;
            }
            nanos = nanos << 4 | digit;
        }
        return nanos;
    }
}
