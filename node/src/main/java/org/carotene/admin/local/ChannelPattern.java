package org.carotene.admin.local;

/**
 * A pattern for channels: {@code *} is any text, {@code ?} one character. Immutable.
 *
 * <p>Matching takes time in proportion to both lengths at worst, whatever the pattern: it runs where publications pass.
 */
record ChannelPattern(String text) {

    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
