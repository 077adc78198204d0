package org.carotene.launcher.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.carotene.admin.log.OneLine;

/**
 * Lines for a terminal: what of them would steer it, or make text look like another, is shown by its number.
 *
 * <p>Users, channels and messages are other people's text.
 */
public final class TerminalStream extends PrintStream {

    private final PrintStream terminal;

    /** @param terminal what shows the lines */
    public TerminalStream(PrintStream terminal) {
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
        if (line.codePoints().noneMatch(OneLine::isUnseen)) {
            return line;
        }
        StringBuilder shown = new StringBuilder();
        line.codePoints().forEach(c -> {
            if (OneLine.isUnseen(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
