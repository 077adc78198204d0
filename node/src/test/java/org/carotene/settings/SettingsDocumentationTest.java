package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code config/} to the settings that there are. */
final class SettingsDocumentationTest {

    private static final Path CONFIG = Path.of("..", "config");
    private static final Pattern ROW = Pattern.compile("\\| `[a-z_.]+` \\| .*");

    /** A setting that is commented out has no space behind the sign; an explanation has one. */
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)#(?=[a-z])");

    @TempDir
    private Path directory;

    @Test
    void readme_hasEachSettingWithTypeDefaultAndRange() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(CONFIG.resolve("README.md"))) {
            rows = lines.filter(ROW.asMatchPredicate()).toList();
        }

        assertThat(rows.stream().map(SettingsDocumentationTest::withoutMeaning))
                .containsExactlyElementsOf(
                        Keys.all().stream().map(SettingsDocumentationTest::row).toList());
        assertThat(rows).allSatisfy(row -> assertThat(meaning(row)).isNotBlank());
    }

    @Test
    void yaml_asShipped_setsNothing() throws IOException {
        String yaml = Files.readString(CONFIG.resolve("carotene.yaml"));
        SettingsReader reader = new SettingsReader(Map.of(), Map.of());

        assertThat(reader.text("carotene.yaml", yaml)).isEqualTo(reader.defaults());
    }

    @Test
    void yaml_withEverythingUncommented_namesEverySettingAndIsAccepted() throws IOException {
        Path pem = Files.writeString(directory.resolve("some.pem"), "");
        String yaml =
                Files.readString(CONFIG.resolve("carotene.yaml")).replaceAll("/etc/carotene/[a-z]+\\.pem", pem + "");
        Draft draft = new Draft();

        YamlFile.read("carotene.yaml", COMMENTED_OUT.matcher(yaml).replaceAll("$1"), draft);
        new SettingsDraft(draft).settings();
        draft.check();

        assertThat(Keys.all())
                .allSatisfy(key -> assertThat(draft.has(key)).as(key.path()).isTrue());
    }

    private static String row(Key<?> key) {
        return "| `" + key.path() + "` | " + (key.kind().many() ? "list, each " : "")
                + key.kind().type() + " | " + without(key) + " | " + key.kind().range();
    }

    private static <T> String without(Key<T> key) {
        return key.without().map(value -> "`" + key.kind().show(value) + "`").orElse("none");
    }

    private static String withoutMeaning(String row) {
        return row.substring(0, row.substring(0, row.lastIndexOf(" |")).lastIndexOf(" | "));
    }

    private static String meaning(String row) {
        return row.substring(withoutMeaning(row).length()).replace("|", "");
    }
}
