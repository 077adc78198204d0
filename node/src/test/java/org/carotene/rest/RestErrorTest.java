package org.carotene.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a request can be refused with, against the documentation. */
class RestErrorTest {

    private static final Pattern ROW = Pattern.compile("\\| \\d{3} \\| \\d{3} \\| (yes|no) \\| .* \\|");

    @Test
    void errors_areThoseOfTheDocumentation() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("docs", "rest.md")).stream()
                .filter(ROW.asMatchPredicate())
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(RestError.values())
                        .map(RestErrorTest::row)
                        .toList());
    }

    @Test
    void retryable_areThoseWithStatus503() {
        assertThat(RestError.values())
                .allMatch(error -> error.refusal().retry() == (error.refusal().status() == 503));
    }

    private static String row(RestError error) {
        return "| %d | %d | %s | %s |"
                .formatted(
                        error.refusal().code(),
                        error.refusal().status(),
                        error.refusal().retry() ? "yes" : "no",
                        error.refusal().text());
    }
}
