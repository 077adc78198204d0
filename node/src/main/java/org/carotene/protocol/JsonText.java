package org.carotene.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The inside of JSON strings, to and from Java's, in UTF-8. */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /**
     * Decodes what stands between the quotes of a checked JSON string.
     *
     * @return null when it has half a surrogate pair ({@code "\ud800"}), which is JSON but no text
     */
    static @Nullable String decode(byte[] json, int from, int to) {
        if (!hasEscape(json, from, to)) {
            return new String(json, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int i = from;
        while (i < to) {
            if (json[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(json, plain, i - plain, StandardCharsets.UTF_8));
            text.append(escaped(json, i));
            i += json[i + 1] == 'u' ? 6 : 2;
            plain = i;
        }
        text.append(new String(json, plain, to - plain, StandardCharsets.UTF_8));
        return isText(text) ? text.toString() : null;
    }

    static boolean hasEscape(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** 0 to 15, or -1 for what is no hexadecimal digit. */
    static int hexValue(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** How many bytes {@link #write} will write. */
    static int length(String text) {
        int length = 2;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            length += length(c);
            i += Character.charCount(c);
        }
        return length;
    }

    /** Writes the text as a JSON string, with its quotes, and returns the index behind it. */
    static int write(String text, byte[] to, int start) {
        int at = start;
        to[at++] = '"';
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            at = c < 0x80 ? writeAscii(c, to, at) : writeOther(c, to, at);
            i += Character.charCount(c);
        }
        to[at++] = '"';
        return at;
    }

    private static int length(int c) {
        if (c < 0x80) {
            return isPlain(c) ? 1 : shortEscape(c) == 0 ? 6 : 2;
        }
        if (c < 0x800) {
            return 2;
        }
        if (c < 0x10000) {
            return isHalfPair(c) ? 6 : 3;
        }
        return 4;
    }

    private static int writeAscii(int c, byte[] to, int at) {
        if (isPlain(c)) {
            to[at] = (byte) c;
            return at + 1;
        }
        byte escape = shortEscape(c);
        if (escape == 0) {
            return writeHex(c, to, at);
        }
        to[at] = '\\';
        to[at + 1] = escape;
        return at + 2;
    }

    private static int writeOther(int c, byte[] to, int start) {
        int at = start;
        if (c < 0x800) {
            to[at++] = (byte) (0xC0 | (c >> 6));
        } else if (isHalfPair(c)) {
            return writeHex(c, to, at);
        } else if (c < 0x10000) {
            to[at++] = (byte) (0xE0 | (c >> 12));
            to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        } else {
            to[at++] = (byte) (0xF0 | (c >> 18));
            to[at++] = (byte) (0x80 | ((c >> 12) & 0x3F));
            to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        }
        to[at++] = (byte) (0x80 | (c & 0x3F));
        return at;
    }

    private static int writeHex(int c, byte[] to, int at) {
        to[at] = '\\';
        to[at + 1] = 'u';
        for (int k = 0; k < 4; k++) {
            to[at + 2 + k] = HEX[(c >> (12 - 4 * k)) & 0xF];
        }
        return at + 6;
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    /** The letter behind the backslash, or 0 when the character has none of its own. */
    private static byte shortEscape(int c) {
        return switch (c) {
            case '"', '\\' -> (byte) c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }

    private static boolean isHalfPair(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static char escaped(byte[] json, int backslash) {
        byte letter = json[backslash + 1];
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexCharacter(json, backslash + 2);
            default -> (char) letter;
        };
    }

    private static char hexCharacter(byte[] json, int from) {
        int c = 0;
        for (int i = from; i < from + 4; i++) {
            c = (c << 4) | hexValue(json[i]);
        }
        return (char) c;
    }

    private static boolean isText(CharSequence text) {
        return text.codePoints().noneMatch(JsonText::isHalfPair);
    }
}
