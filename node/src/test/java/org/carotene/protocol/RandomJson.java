package org.carotene.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes random JSON texts, and spoils them, the same ones for the same seed. */
final class RandomJson {

    private static final String[] KEYS = {
        "subscribe", "publish", "channel", "authenticate", "token", "presence", "x", "", "ch\\u0061nnel", "pub\\\"lish"
    };
    private static final String[] SCALARS = {
        "true", "false", "null", "0", "-0", "1", "-12", "3.25", "1e9", "1E+9", "-0.5e-7", "1234567890123456789012"
    };
    private static final String[] CHARACTERS = {
        "a",
        "b",
        "c",
        " ",
        "/",
        "\u007f",
        "\u00e9",
        "\u20ac",
        "\u2028",
        "\ufeff",
        "\ud83d\ude00",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud800",
        "\\b\\f\\r\\t",
        "[",
        "}",
        "sevenxx",
        "eight ~!",
        "a text of twenty-one.."
    };
    private static final String[] SPACES = {" ", "\n", "\r\n", "\t", "   "};
    private static final byte[] TELLING =
            "{}[]\",:\\/ \t\nu0123456789.eE+-tfn\u0000\u001f\u00e9\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8);

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    /** Any JSON text. */
    byte[] valid() {
        StringBuilder text = new StringBuilder();
        space(text);
        value(text, random.nextInt(5));
        space(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A text with one to three changes, which is JSON or not, UTF-8 or not. */
    byte[] spoiled(byte[] text) {
        byte[] spoiled = text;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            spoiled = spoiledOnce(spoiled);
        }
        return spoiled;
    }

    /** Bytes that have nothing to do with JSON. */
    byte[] noise() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private byte[] spoiledOnce(byte[] text) {
        int at = random.nextInt(text.length + 1);
        byte[] tail = Arrays.copyOfRange(text, at, text.length);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(text, at);
            case 1 -> tail;
            case 2 -> joined(Arrays.copyOf(text, at), new byte[] {telling()}, tail);
            case 3 -> joined(Arrays.copyOf(text, at), Arrays.copyOfRange(tail, Math.min(1, tail.length), tail.length));
            default -> replaced(text, at);
        };
    }

    private byte[] replaced(byte[] text, int at) {
        byte[] copy = text.clone();
        if (at < copy.length) {
            copy[at] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : telling();
        }
        return copy;
    }

    private byte telling() {
        return TELLING[random.nextInt(TELLING.length)];
    }

    private void value(StringBuilder to, int depth) {
        int kind = depth == 0 ? random.nextInt(2) : random.nextInt(6);
        switch (kind) {
            case 0 -> to.append(one(SCALARS));
            case 1 -> string(to, 6);
            case 2 -> array(to, depth);
            default -> object(to, depth);
        }
    }

    private void object(StringBuilder to, int depth) {
        to.append('{');
        space(to);
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            key(to);
            space(to);
            to.append(':');
            space(to);
            value(to, depth - 1);
            space(to);
            if (i < members - 1) {
                to.append(',');
                space(to);
            }
        }
        to.append('}');
    }

    private void array(StringBuilder to, int depth) {
        to.append('[');
        space(to);
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            value(to, depth - 1);
            space(to);
            if (i < elements - 1) {
                to.append(',');
                space(to);
            }
        }
        to.append(']');
    }

    private void key(StringBuilder to) {
        if (random.nextInt(3) == 0) {
            string(to, 3);
        } else {
            to.append('"').append(one(KEYS)).append('"');
        }
    }

    private void string(StringBuilder to, int bound) {
        to.append('"');
        for (int length = random.nextInt(bound); length > 0; length--) {
            to.append(one(CHARACTERS));
        }
        to.append('"');
    }

    private void space(StringBuilder to) {
        if (random.nextInt(4) == 0) {
            to.append(one(SPACES));
        }
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
