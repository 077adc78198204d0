package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README: the script in a source checkout builds what is missing, and runs it. */
@Tag("alone")
@Timeout(300)
final class CheckoutIT {
    private static final Duration LIMIT = Duration.ofSeconds(200);
    /** Of the desktop application its description alone: a node is built without it. */
    private static final List<String> NEEDED = List.of(
            "pom.xml",
            "LICENSE",
            ".mvn",
            "config",
            "examples",
            "admin-gui/pom.xml",
            "node/pom.xml",
            "node/bin",
            "node/src/main");

    @TempDir
    static Path temporary;

    private static Path checkout;

    @BeforeAll
    static void copySources() throws IOException {
        checkout = temporary.resolve("check out");
        for (String name : NEEDED) {
            copy(Path.of("..", name), checkout.resolve(name));
        }
        // What this build has downloaded is enough.
        Files.writeString(
                checkout.resolve(".mvn/maven.config"), "-o\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void console_freshCheckout_buildsOnceAndServes() throws Exception {
        Path settings = Files.writeString(
                temporary.resolve("carotene.yaml"), "node_name: checkout@localhost\naddress: 127.0.0.1\nport: 0\n");
        Path output = temporary.resolve("console.txt");
        Process console = Shell.in(temporary)
                .with("CAROTENE_CDS", "off")
                .start(output, List.of(script(), "console", "--config", settings.toString()));
        try {
            await().atMost(LIMIT)
                    .until(() -> !console.isAlive() || Files.readString(output).contains("Nodes in cluster"));
            String said = Files.readString(output);
            assertThat(said).contains("Building Carotene").contains("Built in").contains("Node started");
            assertThat(ServedNode.thatLogged(said).status("/")).isEqualTo(200);
        } finally {
            console.destroy();
            console.waitFor();
        }

        Outcome unchanged = check(settings);
        assertThat(unchanged.exitCode()).as(unchanged.output()).isZero();
        assertThat(unchanged.output()).doesNotContain("Building");

        Path source = checkout.resolve("node/src/main/java/org/carotene/launcher/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        Outcome changed = check(settings);
        assertThat(changed.exitCode()).as(changed.output()).isZero();
        assertThat(changed.output()).contains("Building");
    }

    private static Outcome check(Path settings) throws IOException, InterruptedException {
        return Shell.in(temporary).run(LIMIT, List.of(script(), "check-config", settings.toString()));
    }

    private static String script() {
        return checkout.resolve("node/bin/carotene").toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
