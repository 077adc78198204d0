package org.carotene.admin.log;

/** What others have written, for a single line: it cannot look like another line, nor hide. Stateless. */
public final class OneLine {

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private OneLine() {}

    /** The text for a line of the log, where what is unseen is white space. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(OneLine::isUnseen)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length());
        boolean seen = true;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            if (!isUnseen(c)) {
                line.appendCodePoint(c);
                seen = true;
            } else if (seen) {
                line.append(' ');
                seen = false;
            }
        }
        return line.toString();
    }

    /** Whether it shows only by what it does: control characters, separators, and what turns the direction of writing. */
    public static boolean isUnseen(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || codePoint == LINE_SEPARATOR
                || codePoint == PARAGRAPH_SEPARATOR;
    }
}
