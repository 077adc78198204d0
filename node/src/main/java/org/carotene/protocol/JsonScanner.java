package org.carotene.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks a JSON text (RFC 8259) and finds the members of its top-level object, in one pass and without a tree.
 *
 * <p>Every message of every client comes through here, and almost all of it is a payload that nobody on this node looks
 * into. So nothing is built: the scanner notes where the first few keys and values lie, and the caller copies what it
 * needs. The pass also checks that the text is UTF-8, which a WebSocket server must. Nesting is kept in a bit for each
 * level, not on the thread's stack, so that no text can overflow it.
 *
 * <p>A position of {@link #FAILED} is behind every text. What is read there is {@link #NOTHING}, which fits nowhere, so
 * that a failure is carried to the end without a check at each step.
 *
 * <p>Made once and used for one text after the other, by one thread at a time.
 */
final class JsonScanner {

    /** Containers inside each other, the outermost included. */
    static final int MAX_DEPTH = 512;

    /** How many members of the top-level object are noted; the others are counted. */
    static final int NOTED_MEMBERS = 4;

    /** What a text is. */
    enum Outcome {
        /** A JSON object, whose members can be asked for. */
        OBJECT,
        /** A JSON array, string, number, {@code true}, {@code false} or {@code null}. */
        OTHER,
        /** UTF-8, but no JSON. */
        MALFORMED,
        /** Nested more than {@link #MAX_DEPTH} deep; whether what follows is JSON has not been looked at. */
        TOO_DEEP,
        /** Not UTF-8, whatever else. */
        BAD_UTF8
    }

    private static final int FAILED = Integer.MAX_VALUE;
    private static final byte NOTHING = 0;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final int[] keyFrom = new int[NOTED_MEMBERS];
    private final int[] keyTo = new int[NOTED_MEMBERS];
    private final int[] valueFrom = new int[NOTED_MEMBERS];
    private final int[] valueTo = new int[NOTED_MEMBERS];
    private final long[] isObject = new long[MAX_DEPTH / Long.SIZE];

    private byte[] text = {};
    private int end;
    private int members;
    private int depth;
    private Outcome failure = Outcome.MALFORMED;

    /** Reads the bytes from {@code from} to {@code to} as one JSON text; they are read again when members are asked for. */
    Outcome scan(byte[] bytes, int from, int to) {
        text = bytes;
        end = to;
        members = 0;
        depth = 0;
        failure = Outcome.MALFORMED;
        int start = afterSpace(from);
        boolean object = at(start) == '{';
        if (afterSpace(object ? afterMembers(start) : afterValue(start)) == to) {
            return object ? Outcome.OBJECT : Outcome.OTHER;
        }
        // Text that is not UTF-8 ends a connection; what is wrong further on counts too.
        return Utf8.isValid(bytes, from, to) ? failure : Outcome.BAD_UTF8;
    }

    /** How many members the object of the last scan has, those with the same key counted each. */
    int members() {
        return members;
    }

    /** The first noted member with that key, or -1; the key is plain ASCII. */
    int member(String key) {
        for (int member = 0; member < Math.min(members, NOTED_MEMBERS); member++) {
            if (isKey(member, key)) {
                return member;
            }
        }
        return -1;
    }

    boolean isString(int member) {
        return text[valueFrom[member]] == '"';
    }

    /** The text of a string value, or null when it has half a surrogate pair, which no UTF-8 can carry. */
    @Nullable
    String string(int member) {
        return JsonText.decode(text, valueFrom[member] + 1, valueTo[member] - 1);
    }

    /** A copy of the value's bytes as they came, without the white space around them. */
    byte[] value(int member) {
        return Arrays.copyOfRange(text, valueFrom[member], valueTo[member]);
    }

    private boolean isKey(int member, String key) {
        int from = keyFrom[member];
        int to = keyTo[member];
        if (JsonText.hasEscape(text, from, to)) {
            return key.equals(JsonText.decode(text, from, to));
        }
        if (to - from != key.length()) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (text[from + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the top-level object and notes its members. */
    private int afterMembers(int opening) {
        open(true);
        int i = afterSpace(opening + 1);
        if (at(i) == '}') {
            return i + 1;
        }
        while (true) {
            int behindKey = afterString(i);
            int value = afterColon(behindKey);
            int behindValue = afterValue(value);
            note(i + 1, behindKey - 1, value, behindValue);
            i = afterSpace(behindValue);
            if (at(i) == '}') {
                return i + 1;
            }
            if (at(i) != ',') {
                return FAILED;
            }
            i = afterSpace(i + 1);
        }
    }

    private void note(int keyStart, int keyEnd, int valueStart, int valueEnd) {
        if (members < NOTED_MEMBERS) {
            keyFrom[members] = keyStart;
            keyTo[members] = keyEnd;
            valueFrom[members] = valueStart;
            valueTo[members] = valueEnd;
        }
        members++;
    }

    /** Reads one value with all that is in it. */
    private int afterValue(int start) {
        int outside = depth;
        int i = afterBeginning(start);
        while (depth > outside && i != FAILED) {
            i = afterSpace(i);
            if (at(i) == closing()) {
                depth--;
                i++;
            } else {
                i = afterBeginning(afterComma(i));
            }
        }
        return i;
    }

    /** Goes into containers, first value by first value, until one is empty or a scalar has been read. */
    private int afterBeginning(int start) {
        int i = start;
        while (at(i) == '{' || at(i) == '[') {
            if (depth == MAX_DEPTH) {
                return fail(Outcome.TOO_DEEP);
            }
            open(at(i) == '{');
            i = afterSpace(i + 1);
            if (at(i) == closing()) {
                return i;
            }
            i = isInObject() ? afterKey(i) : i;
        }
        return afterScalar(i);
    }

    private int afterComma(int i) {
        if (at(i) != ',') {
            return FAILED;
        }
        int next = afterSpace(i + 1);
        return isInObject() ? afterKey(next) : next;
    }

    private void open(boolean object) {
        long bit = 1L << depth;
        int word = depth / Long.SIZE;
        isObject[word] = object ? isObject[word] | bit : isObject[word] & ~bit;
        depth++;
    }

    /** Whether the innermost open container is an object. */
    private boolean isInObject() {
        int innermost = depth - 1;
        return (isObject[innermost / Long.SIZE] & (1L << innermost)) != 0;
    }

    private byte closing() {
        return (byte) (isInObject() ? '}' : ']');
    }

    /** Reads a key and what separates it from its value. */
    private int afterKey(int i) {
        return afterColon(afterString(i));
    }

    private int afterColon(int i) {
        int colon = afterSpace(i);
        return at(colon) == ':' ? afterSpace(colon + 1) : FAILED;
    }

    private int afterScalar(int i) {
        return switch (at(i)) {
            case '"' -> afterString(i);
            case 't' -> afterWord(i, TRUE);
            case 'f' -> afterWord(i, FALSE);
            case 'n' -> afterWord(i, NULL);
            default -> afterNumber(i);
        };
    }

    private int afterWord(int i, byte[] word) {
        int behind = i + word.length;
        return behind <= end && Arrays.equals(text, i, behind, word, 0, word.length) ? behind : FAILED;
    }

    private int afterString(int open) {
        if (at(open) != '"') {
            return FAILED;
        }
        byte[] bytes = text;
        int to = end;
        int i = PlainText.behind(bytes, open + 1, to);
        while (i < to) {
            byte c = bytes[i];
            if (c == '"') {
                return i + 1;
            }
            if (c >= ' ' && c != '\\') {
                i++;
            } else {
                int next = c == '\\' ? afterEscape(i) : afterCharacter(i, c);
                i = PlainText.behind(bytes, next, to);
            }
        }
        return FAILED;
    }

    private int afterCharacter(int i, byte first) {
        int next = first < 0 ? Utf8.next(text, i, end) : -1;
        return next < 0 ? FAILED : next;
    }

    private int afterEscape(int backslash) {
        return switch (at(backslash + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> backslash + 2;
            case 'u' -> afterHexDigits(backslash + 2);
            default -> FAILED;
        };
    }

    private int afterHexDigits(int from) {
        for (int i = from; i < from + 4; i++) {
            if (JsonText.hexValue(at(i)) < 0) {
                return FAILED;
            }
        }
        return from + 4;
    }

    private int afterNumber(int start) {
        int i = at(start) == '-' ? start + 1 : start;
        i = at(i) == '0' ? i + 1 : afterDigits(i);
        if (at(i) == '.') {
            i = afterDigits(i + 1);
        }
        if (at(i) == 'e' || at(i) == 'E') {
            int exponent = i + 1;
            i = afterDigits(at(exponent) == '+' || at(exponent) == '-' ? exponent + 1 : exponent);
        }
        return i;
    }

    private int afterDigits(int start) {
        int i = start;
        while (isDigit(at(i))) {
            i++;
        }
        return i == start ? FAILED : i;
    }

    private int afterSpace(int start) {
        int i = start;
        while (isSpace(at(i))) {
            i++;
        }
        return i;
    }

    private byte at(int i) {
        return i < end ? text[i] : NOTHING;
    }

    private int fail(Outcome reason) {
        failure = reason;
        return FAILED;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
