package org.carotene.admin;

import java.util.regex.Pattern;

/** What others have written, for a line of the log: it cannot look like another line, nor hide. Stateless. */
final class OneLine {

    /** Control characters, line and paragraph separators, and what turns the direction of writing. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\u2028\\u2029\\p{Cf}]+");

    private OneLine() {}

    static String of(String text) {
        return UNSEEN.matcher(text).replaceAll(" ");
    }
}
