package org.carotene.admingui.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.profile.Profile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive unpacked and the Debian package installed: both show their window and connect to a real node. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PackagesIT {
    private static final Path INSTALLED = Path.of("/opt/carotene-admin");

    @TempDir
    static Path folder;

    private static Nodes nodes;
    private static Profile cluster;

    @BeforeAll
    static void startANode() {
        nodes = new Nodes(folder.resolve("nodes")).start(1);
        cluster = nodes.profile("Test cluster");
    }

    @AfterAll
    static void stopIt() {
        nodes.close();
    }

    @Test
    void zip_unpackedAndStartedTwice_windowUpConnectedAndWithAnArchiveOfClasses() throws Exception {
        run(folder, List.of(jdk("jar"), "xf", zip().toString()));
        Path script = only(folder, "carotene-admin-").resolve("bin/carotene-admin");
        assertThat(script.toFile().setExecutable(true)).as("jar xf forgets it").isTrue();
        Path home = folder.resolve("zip-home");
        Path loaded = folder.resolve("loaded.txt");
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));

        try (InstalledProgram program =
                InstalledProgram.start(home, cluster, List.of(script.toString()), environment)) {
            program.awaitLogged("window shown after").awaitLogged("connected to " + Nodes.name(1));
            Screen.awaitWindow("zip");
        }
        assertThat(only(home.resolve("settings/cds"), "java-")).asString().endsWith(".jsa");

        try (InstalledProgram program = InstalledProgram.start(
                home,
                cluster,
                List.of(script.toString()),
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "CAROTENE_ADMIN_JAVA_OPTS",
                        "-Xlog:class+load:file=" + loaded))) {
            program.awaitLogged("connected to " + Nodes.name(1));
        }
        assertThat(fromAnArchive(loaded, " org.carotene.")).isGreaterThan(0.5);
        assertThat(fromAnArchive(loaded, " javafx.")).isGreaterThan(0.5);
    }

    @Test
    void deb_installedAndStarted_windowUpAndConnected() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "installing a package needs root: skipped");
        for (String command : List.of("dpkg", "dpkg-deb", "fakeroot", "jpackage")) {
            assumeTrue(isThere(command), "making and installing a Debian package needs " + command + ": skipped");
        }
        assumeTrue(!Files.exists(INSTALLED), INSTALLED + " is there, and is not this test's to remove: skipped");
        Path made = Files.createDirectories(folder.resolve("deb"));
        run(Path.of("").toAbsolutePath(), List.of("bin/deb", made.toString()));
        try {
            run(
                    folder,
                    List.of("dpkg", "--install", only(made, "carotene-admin_").toString()));

            try (InstalledProgram program = InstalledProgram.start(
                    folder.resolve("deb-home"),
                    cluster,
                    List.of(INSTALLED.resolve("bin/carotene-admin").toString()),
                    Map.of())) {
                program.awaitLogged("window shown after").awaitLogged("connected to " + Nodes.name(1));
                Screen.awaitWindow("deb");
            }
            assertThat(INSTALLED.resolve("lib/app/classes.jsa")).isNotEmptyFile();
            assertThat(INSTALLED.resolve("lib/app/carotene-admin.png"))
                    .hasSameBinaryContentAs(
                            Path.of("src/main/resources/org/carotene/admingui/icon/carotene-admin-256.png"));
        } finally {
            run(folder, List.of("dpkg", "--purge", "carotene-admin"));
        }
        assertThat(INSTALLED).doesNotExist();
    }

    private static double fromAnArchive(Path loaded, String prefix) throws IOException {
        List<String> classes = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(prefix))
                .toList();
        assertThat(classes).isNotEmpty();
        return (double) classes.stream()
                        .filter(line -> line.contains("shared objects file"))
                        .count()
                / classes.size();
    }

    private static Path zip() throws IOException {
        return only(Path.of("target").toAbsolutePath(), "carotene-admin-", "-linux.zip");
    }

    private static Path only(Path directory, String prefix) throws IOException {
        return only(directory, prefix, "");
    }

    private static Path only(Path directory, String prefix, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(prefix)
                                    && file.getFileName().toString().endsWith(suffix))
                    .toList();
            assertThat(found).as(prefix + "*" + suffix + " in " + directory).hasSize(1);
            return found.get(0);
        }
    }

    private static String jdk(String command) {
        return Path.of(System.getProperty("java.home"), "bin", command).toString();
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        // In a quarter of the time
        builder.environment().put("DPKG_DEB_COMPRESSOR_TYPE", "zstd");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + said).isZero();
    }
}
