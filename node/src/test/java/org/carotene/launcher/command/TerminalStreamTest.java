package org.carotene.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Other people's text on a terminal. */
class TerminalStreamTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void print_tableWithForeignText_keepsItsLines() {
        Table.print(List.of(List.of("USER", "IN"), List.of("mallory\nalice  7", "1")), new TerminalStream(out));

        assertThat(printed().lines()).hasSize(2).last().isEqualTo("mallory\\u000aalice  7  1");
    }

    @Test
    void print_unseenSignsOfAnyKind_areShown() {
        new TerminalStream(out).println("ad\u200ba \u200f\u2028 \udb40\udc41 Łukasz 梅 \ud83d\ude00");

        assertThat(printed().lines()).containsExactly("ad\\u200ba \\u200f\\u2028 \\ue0041 Łukasz 梅 \ud83d\ude00");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
