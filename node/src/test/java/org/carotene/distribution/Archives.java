package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What packaging made below {@code target}; {@code mvn verify} makes it before the integration tests run. */
final class Archives {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Archives() {}

    /** The archive of that kind: {@code carotene-1.0.zip} for {@code carotene-}, {@code .zip}. */
    static Path archive(String prefix, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            List<Path> found = files.filter(file ->
                            file.getFileName().toString().matches(prefix + "[0-9].*" + suffix.replace(".", "\\.")))
                    .toList();
            assertThat(found)
                    .as("archives %s*%s in %s (mvn verify makes them)", prefix, suffix, TARGET)
                    .hasSize(1);
            return found.get(0);
        }
    }

    /** The jars of an Apache Ignite that somebody has installed. */
    static Path stockIgnite() {
        Path libs = TARGET.resolve("stock-ignite/libs");
        assertThat(libs).as("%s (mvn verify makes it)", libs).isDirectory();
        return libs;
    }

    /** Unpacks the archive and answers its one top folder. */
    static Path unpack(Path archive, Path where) throws IOException, InterruptedException {
        Files.createDirectories(where);
        List<String> unpack = archive.toString().endsWith(".zip")
                ? List.of(Path.of(System.getProperty("java.home"), "bin", "jar").toString(), "xf", archive.toString())
                : List.of("tar", "xzf", archive.toString());
        Outcome outcome = Shell.in(where).run(Duration.ofSeconds(60), unpack);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        try (Stream<Path> files = Files.list(where)) {
            List<Path> top = files.toList();
            assertThat(top).as("top folders of %s", archive).hasSize(1);
            return top.get(0);
        }
    }
}
