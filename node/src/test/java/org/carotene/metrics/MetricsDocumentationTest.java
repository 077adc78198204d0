package org.carotene.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The figures of the documentation are those of the code.
 *
 * <p>Read off the sources: not every node has every figure, a broker's for one.
 */
class MetricsDocumentationTest {

    private static final Pattern IN_SOURCE = Pattern.compile("\"(carotene_[a-z0-9_]+)\"");
    private static final Pattern IN_DOCUMENTATION = Pattern.compile("^\\| `([a-z0-9_]+)` \\|", Pattern.MULTILINE);

    @Test
    void ownFigures_codeAndDocumentation_areTheSame() throws IOException {
        Set<String> documented = documented();
        documented.removeIf(name -> !name.startsWith("carotene_"));

        assertThat(registered()).as("figures missing in node/docs/metrics.md").isSubsetOf(documented);
        assertThat(documented).as("figures that no source registers").isSubsetOf(registered());
    }

    @Test
    void processFigures_libraryAndDocumentation_areTheSame() throws IOException {
        Set<String> documented = documented();
        documented.removeIf(name -> name.startsWith("carotene_"));
        Metrics metrics = new Metrics();
        ProcessFigures.register(metrics);

        Set<String> there = metrics.registry().scrape().stream()
                .map(MetricSnapshot::getMetadata)
                .map(metadata -> withoutSuffix(metadata.getPrometheusName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(there);
    }

    private static Set<String> documented() throws IOException {
        return names(IN_DOCUMENTATION, List.of(Path.of("docs", "metrics.md")));
    }

    private static Set<String> registered() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            return names(
                    IN_SOURCE,
                    sources.filter(file -> file.toString().endsWith(".java")).toList());
        }
    }

    private static Set<String> names(Pattern pattern, List<Path> files) {
        return files.stream()
                .flatMap(file -> pattern.matcher(text(file)).results())
                .map((MatchResult found) -> withoutSuffix(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String withoutSuffix(String name) {
        return name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
