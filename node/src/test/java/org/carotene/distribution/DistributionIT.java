package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.carotene.testing.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution runs with a Java alone: what its script says and does, and what its node serves. */
@Tag("alone")
@Timeout(180)
final class DistributionIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** From the discovery port to the peer port. */
    private static final int PORTS_OF_A_NODE = 201;

    @TempDir
    static Path temporary;

    private static Path home;

    private Path runDirectory;
    private Path settings;

    @BeforeAll
    static void unpack() throws Exception {
        home = Archives.unpack(Archives.archive("carotene-", ".tar.gz"), temporary.resolve("place"));
    }

    @BeforeEach
    void settings() throws IOException {
        runDirectory = Files.createTempDirectory(temporary, "run");
        settings = runDirectory.resolve("carotene.yaml");
        Files.writeString(
                settings,
                "node_name: distribution@localhost\naddress: 127.0.0.1\nport: 0\ncluster:\n  discovery_port: "
                        + FreePorts.row(PORTS_OF_A_NODE) + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        carotene("stop");
    }

    @Test
    void start_withSettings_servesUntilStopped() throws Exception {
        Outcome start = carotene("start", "--config", settings.toString());

        assertThat(start.exitCode()).as(start.output()).isZero();
        assertThat(start.output())
                .contains("Node started distribution@localhost")
                .contains("Nodes in cluster [distribution@localhost]");
        ServedNode node = ServedNode.thatLogged(start.output());
        assertThat(node.status("/health/ready")).isEqualTo(200);
        node.carriesAPublication();
        assertThat(carotene("status").exitCode()).isZero();
        assertThat(carotene("start", "--config", settings.toString()).output()).contains("running already");

        Outcome stop = carotene("stop");

        assertThat(stop.exitCode()).as(stop.output()).isZero();
        node.isGone();
        assertThat(carotene("status").exitCode()).isEqualTo(1);
    }

    @Test
    void start_belowAPathWithASpace_serves() throws Exception {
        Path there = Archives.unpack(Archives.archive("carotene-", ".zip"), temporary.resolve("a place"));
        String script = there.resolve("bin/carotene").toString();
        assertThat(Path.of(script).toFile().setExecutable(true))
                .as("jar xf forgets it")
                .isTrue();

        Outcome start = shell().run(LIMIT, List.of(script, "start", "--config", settings.toString()));

        assertThat(start.exitCode()).as(start.output()).isZero();
        ServedNode.thatLogged(start.output()).carriesAPublication();
        assertThat(there.resolve("var/cds").toFile().exists())
                .as("an archive of classes, which Java 17 could not use here")
                .isEqualTo(Runtime.version().feature() != 17);
        assertThat(shell().run(LIMIT, List.of(script, "stop")).exitCode()).isZero();
    }

    @Test
    void restart_runningNode_servesAgain() throws Exception {
        Outcome start = carotene("start", "--config", settings.toString());
        assertThat(start.exitCode()).as(start.output()).isZero();

        Outcome restart = carotene("restart", "--config", settings.toString());

        assertThat(restart.exitCode()).as(restart.output()).isZero();
        assertThat(restart.output()).contains("Carotene has stopped");
        assertThat(ServedNode.thatLogged(restart.output()).status("/health/ready"))
                .isEqualTo(200);
    }

    @Test
    void console_ended_stopsTheNode() throws Exception {
        Path output = runDirectory.resolve("console.txt");
        Process console = shell().start(output, command("console", "--config", settings.toString()));
        try {
            await().atMost(LIMIT).until(() -> Files.readString(output).contains("Nodes in cluster"));
            ServedNode node = ServedNode.thatLogged(Files.readString(output));
            assertThat(Files.readString(output)).contains("Starting Carotene node distribution@localhost");
            assertThat(node.status("/health/ready")).isEqualTo(200);

            console.destroy();

            assertThat(console.waitFor()).isZero();
            node.isGone();
        } finally {
            console.destroyForcibly();
        }
    }

    @Test
    void start_again_usesAnArchiveOfClasses() throws Exception {
        Path archives = home.resolve("var/cds");
        Outcome first = carotene("start", "--config", settings.toString());
        assertThat(first.exitCode()).as(first.output()).isZero();
        await().atMost(LIMIT).until(() -> !filesIn(archives, ".jsa").isEmpty());
        carotene("stop");
        Path loaded = runDirectory.resolve("loaded.txt");

        Outcome second = run(
                shell().with("CAROTENE_JAVA_OPTS", "-Xlog:class+load:file=" + loaded),
                "start",
                "--config",
                settings.toString());

        assertThat(second.exitCode()).as(second.output()).isZero();
        List<String> ours = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" org.carotene."))
                .toList();
        assertThat(ours).isNotEmpty();
        assertThat(ours.stream().filter(line -> line.contains("shared objects file")))
                .hasSizeGreaterThan(ours.size() / 2);
    }

    @Test
    void start_portInUse_failsAndSaysSo() throws Exception {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    settings,
                    "node_name: second@localhost\naddress: 127.0.0.1\nport: " + occupied.getLocalPort() + "\n");

            Outcome start = carotene("start", "--config", settings.toString());

            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.output())
                    .contains("cannot listen to 127.0.0.1, port " + occupied.getLocalPort() + ": Address already in use"
                            + " (expected: a free port of this machine; set another port or address)")
                    .contains("the node ended")
                    .doesNotContain("Exception");
            assertThat(carotene("status").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void clusterStatus_runningNode_listsIt() throws Exception {
        int port = FreePorts.next();
        Files.writeString(settings, Files.readString(settings).replace("port: 0\n", "port: " + port + "\n"));
        carotene("start", "--config", settings.toString());

        Outcome status = carotene("cluster-status", "--config", settings.toString());

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output()).contains("distribution@localhost");
    }

    @Test
    void clusterStatus_noNode_fails() throws Exception {
        Files.writeString(
                settings, Files.readString(settings).replace("port: 0\n", "port: " + FreePorts.next() + "\n"));

        Outcome status = carotene("cluster-status", "--config", settings.toString());

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).contains("no node answers at http://127.0.0.1:", "nothing listens there");
    }

    @Test
    void checkConfig_goodAndBad_saysWhich() throws Exception {
        Path bad = runDirectory.resolve("bad.yaml");
        Files.writeString(bad, "node_name: a@localhost\nporrt: 1\n");

        assertThat(carotene("check-config", settings.toString()).exitCode()).isZero();
        Outcome refused = carotene("check-config", bad.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("bad.yaml:2: porrt");
    }

    @Test
    void shippedSettings_check_good() throws Exception {
        for (Path file : filesIn(home.resolve("config"), ".yaml")) {
            Outcome check = carotene("check-config", file.toString());

            assertThat(check.exitCode()).as("%s: %s", file, check.output()).isZero();
        }
    }

    @Test
    void usage_bad_exitsWithTwo() throws Exception {
        assertThat(carotene().exitCode()).isEqualTo(2);
        assertThat(carotene("dance").exitCode()).isEqualTo(2);
        assertThat(carotene("start", "now").exitCode()).isEqualTo(2);
        assertThat(carotene("check-config").exitCode()).isEqualTo(2);
        assertThat(carotene("--help").exitCode()).isZero();
        assertThat(carotene("--version").output()).matches("Carotene \\d+\\.\\d+.*\\s*");
    }

    @Test
    void console_oldJava_failsAndSaysSo() throws Exception {
        Path old = runDirectory.resolve("jdk-11");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        Outcome outcome = run(shell().with("JAVA_HOME", old.toString()), "console");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("is Java 11.0.2 (expected: 17 or newer)");
    }

    @Test
    void zip_asTarball_sameFiles() throws Exception {
        List<String> zipped;
        try (ZipFile zip = new ZipFile(Archives.archive("carotene-", ".zip").toFile())) {
            zipped = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .sorted()
                    .toList();
        }

        List<String> unpacked;
        try (Stream<Path> files = Files.walk(home)) {
            unpacked = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("var")))
                    .map(file -> home.getParent().relativize(file).toString())
                    .sorted()
                    .toList();
        }

        assertThat(zipped).isEqualTo(unpacked);
        assertThat(Files.getPosixFilePermissions(home.resolve("bin/carotene")))
                .contains(PosixFilePermission.OTHERS_EXECUTE);
        assertThat(home.resolve("LICENSE")).isRegularFile();
        assertThat(home.resolve("config")).isNotEmptyDirectory();
        assertThat(home.resolve("examples")).isNotEmptyDirectory();
    }

    @Test
    void documents_ofTheDistribution_nameWhatIsThere() throws Exception {
        assertThat(Links.documents(home)).contains(home.resolve("README.md"), home.resolve("config/README.md"));
        assertThat(Links.broken(home)).isEmpty();
        for (Path document : Links.documents(home)) {
            assertThat(document).content().doesNotContain("node/bin/", "node/docs/");
        }
        assertThat(Files.mismatch(home.resolve("docs/images/demo.png"), Path.of("docs/images/demo.png")))
                .isEqualTo(-1);
    }

    @Test
    void pluginArchive_holdsOursAndNothingOfIgnites() throws Exception {
        try (ZipFile zip =
                new ZipFile(Archives.archive("carotene-ignite-", ".zip").toFile())) {
            List<String> jars = zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();

            assertThat(jars).anyMatch(name -> name.startsWith("carotene/carotene-node-"));
            assertThat(jars).noneMatch(name -> name.matches(".*/(ignite-|cache-api|logback|junit).*"));
        }
    }

    private Outcome carotene(String... arguments) throws IOException, InterruptedException {
        return run(shell(), arguments);
    }

    private Outcome run(Shell shell, String... arguments) throws IOException, InterruptedException {
        return shell.run(LIMIT, command(arguments));
    }

    private Shell shell() {
        return Shell.in(runDirectory).with("CAROTENE_RUN_DIR", runDirectory.toString());
    }

    private static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/carotene").toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static List<Path> filesIn(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }
}
