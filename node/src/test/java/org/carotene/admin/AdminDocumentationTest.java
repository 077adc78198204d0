package org.carotene.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.admin.log.LogLevels;
import org.carotene.admin.question.AdminError;
import org.carotene.metrics.Sentence;
import org.junit.jupiter.api.Test;

/** Holds both documents of the admin API to each other, and their codes to what is answered. */
final class AdminDocumentationTest {

    private static final Pattern PATH = Pattern.compile("/admin/v1(/[^?`]+)");

    @Test
    void requests_ofBothDocuments_areTheSame() {
        Set<String> told = new TreeSet<>();
        AdminDocument.lines().stream().filter(line -> line.startsWith("##")).forEach(heading -> {
            Matcher path = PATH.matcher(heading);
            if (path.find()) {
                for (String method : new String[] {"GET", "POST"}) {
                    if (heading.contains("`" + method)) {
                        told.add(method + " " + path.group(1));
                    }
                }
            }
        });

        assertThat(told).hasSizeGreaterThan(15).isEqualTo(AdminDocument.requests());
    }

    @Test
    void codes_all_areListed() {
        assertThat(AdminDocument.lines().stream().filter(line -> line.matches("\\| 7[0-9]{2} \\|.*")))
                .containsExactlyElementsOf(Arrays.stream(AdminError.values())
                        .map(error -> "| " + error.refusal().code() + " | "
                                + error.refusal().status() + " | "
                                + (error.refusal().retry() ? "yes" : "no") + " | "
                                + error.refusal().text() + " |")
                        .toList());
    }

    /** Other programs say the sentences in their own languages by this list; the desktop application's test does. */
    @Test
    void sentences_all_areListedWithTheirValues() {
        assertThat(AdminDocument.lines().stream()
                        .dropWhile(line -> !line.equals("## Sentences"))
                        .filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(Sentence.Kind.values())
                        .map(kind -> "| `" + kind.label() + "` | " + kind.pattern() + " |")
                        .toList());
    }

    /** Configurations of the log have that name: it stays, wherever the class goes. */
    @Test
    void loggerOfActions_isTheOneThatIsDocumented() {
        assertThat(LogLevels.AUDIT).isEqualTo("org.carotene.admin.ActionLog");
        assertThat(AdminDocument.lines()).anyMatch(line -> line.contains("`" + LogLevels.AUDIT + "`"));
    }
}
