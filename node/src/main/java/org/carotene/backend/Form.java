package org.carotene.backend;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of an HTML form: names and values, percent-encoded, so that no value can bring further fields with it.
 *
 * <p>Confined to the thread that fills it.
 */
final class Form {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

    Form with(String name, String value) {
        return with(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a value that is UTF-8 text already. */
    Form with(String name, byte[] value) {
        if (encoded.size() > 0) {
            encoded.write('&');
        }
        encode(name.getBytes(StandardCharsets.UTF_8));
        encoded.write('=');
        encode(value);
        return this;
    }

    byte[] bytes() {
        return encoded.toByteArray();
    }

    private void encode(byte[] text) {
        for (byte each : text) {
            if (isPlain(each)) {
                encoded.write(each);
            } else if (each == ' ') {
                encoded.write('+');
            } else {
                encoded.write('%');
                encoded.write(HEX[(each >> 4) & 0xF]);
                encoded.write(HEX[each & 0xF]);
            }
        }
    }

    private static boolean isPlain(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '-'
                || each == '.'
                || each == '_'
                || each == '*';
    }
}
