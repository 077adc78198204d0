package org.carotene.protocol;

/** Which bytes are UTF-8: neither overlong nor a surrogate nor beyond U+10FFFF (Unicode 15, table 3-7). */
public final class Utf8 {

    private Utf8() {}

    /** Whether all the bytes from {@code from} to {@code to} are characters in UTF-8. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            i = bytes[i] >= 0 ? i + 1 : next(bytes, i, to);
            if (i < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Steps over one character of more than one byte.
     *
     * @return the index behind the character that begins at {@code i}, or -1 when there is none before {@code to}
     */
    static int next(byte[] bytes, int i, int to) {
        int lead = bytes[i] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (to - i < length || !isSecond(lead, bytes[i + 1] & 0xFF)) {
            return -1;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return i + length;
    }

    /** The second byte alone tells overlong forms, surrogates and what lies beyond the last character. */
    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }
}
