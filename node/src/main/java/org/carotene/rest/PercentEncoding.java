package org.carotene.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of paths and forms: UTF-8 with {@code %XX}, read strictly, since a guess would name another channel. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * @param form whether {@code +} stands for a space
     * @throws CharacterCodingException if an escape is cut off or the bytes are not UTF-8; the message says where
     */
    static String decode(String text, boolean form) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(escape(text, i));
                i += 2;
            } else if (c == '+' && form) {
                bytes.write(' ');
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                int end = text.offsetByCodePoints(i, 1);
                bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return utf8(bytes.toByteArray());
    }

    /** The text that the bytes spell in UTF-8. */
    static String utf8(byte[] bytes) throws CharacterCodingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTextException("bytes: not UTF-8 (expected: UTF-8)", e);
        }
    }

    private static int escape(String text, int percent) throws CharacterCodingException {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new MalformedTextException(
                    "escape at index " + percent + " (expected: % and two hexadecimal digits)");
        }
        return high << 4 | low;
    }
}
