package org.carotene.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds {@code config/README.md} to the codes that clients get. */
final class CodesDocumentationTest {

    private final List<String> lines = lines();

    @Test
    void infos_withACode_areListed() {
        assertThat(lines.stream()
                        .filter(line -> line.matches("\\| `[0-9]{3}: .*"))
                        .map(line -> line.substring(3, line.indexOf("` |"))))
                .containsExactlyElementsOf(Arrays.stream(Info.values())
                        .map(Info::text)
                        .filter(text -> text.matches("[0-9]{3}: .*"))
                        .toList());
    }

    @Test
    void disconnects_all_areListed() {
        assertThat(lines.stream()
                        .filter(line -> line.matches("\\| [0-9]{4} \\| .*"))
                        .map(line -> line.substring(2, line.lastIndexOf(" | "))))
                .containsExactlyElementsOf(Arrays.stream(Disconnect.values())
                        .map(reason -> reason.code() + " | " + reason.text())
                        .toList());
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("..", "config", "README.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
