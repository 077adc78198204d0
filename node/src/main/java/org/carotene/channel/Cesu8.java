package org.carotene.channel;

import java.nio.charset.StandardCharsets;

/**
 * Texts between nodes: each {@code char} by itself in one to three bytes.
 *
 * <p>Nothing is lost, unpaired surrogates included, which UTF-8 proper would not keep; and the order of the bytes, compared
 * unsigned, is the order of the strings. See Unicode Technical Report 26, which has no unpaired surrogates though.
 */
public final class Cesu8 {

    private Cesu8() {}

    /** How many bytes a text takes. */
    public static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return length;
    }

    /** Writes a text where there is room for it, and answers the position behind it. */
    public static int write(String text, byte[] bytes, int position) {
        int at = position;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        return at;
    }

    /**
     * The text that these bytes stand for.
     *
     * @throws IllegalArgumentException when they end within a character
     */
    public static String read(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (bytes[i] < 0) {
                return wide(bytes, from, end);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static String wide(byte[] bytes, int from, int end) {
        StringBuilder text = new StringBuilder(end - from);
        int at = from;
        while (at < end) {
            int first = bytes[at] & 0xFF;
            int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : 2;
            if (at + more >= end) {
                throw new IllegalArgumentException("it ends within a character at " + at);
            }
            text.append(
                    switch (more) {
                        case 0 -> (char) first;
                        case 1 -> (char) (((first & 0x1F) << 6) | (bytes[at + 1] & 0x3F));
                        default ->
                            (char) (((first & 0x0F) << 12) | ((bytes[at + 1] & 0x3F) << 6) | (bytes[at + 2] & 0x3F));
                    });
            at += more + 1;
        }
        return text.toString();
    }
}
