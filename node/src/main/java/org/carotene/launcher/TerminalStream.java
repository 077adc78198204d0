package org.carotene.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Lines for a terminal: what of them would steer it, or make one line look like two, is shown by its number.
 *
 * <p>Users, channels and messages are other people's text.
 */
final class TerminalStream extends PrintStream {

    private final PrintStream terminal;

    TerminalStream(PrintStream terminal) {
        super(terminal, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    @Override
    public void println(String line) {
        terminal.println(shown(line));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    private static String shown(String line) {
        if (line.chars().noneMatch(TerminalStream::steers)) {
            return line;
        }
        StringBuilder shown = new StringBuilder();
        line.chars().forEach(c -> {
            if (steers(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c) || turnsDirection(c) || c == 0x2028 || c == 0x2029;
    }

    // With these, text looks like another.
    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
