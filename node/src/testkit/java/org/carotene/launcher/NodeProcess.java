package org.carotene.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real node in a process of its own, for tests: started from the classes with the start script's JVM options.
 *
 * <p>Give each test a cluster address of its own ({@link #clusterAddress}), so that tests that run at the same time do
 * not find each other, and port 0. Closing kills what still runs.
 */
public final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("HTTPS? server listening to port (\\d+)");

    private static final Pattern ADMIN = Pattern.compile("Admin API listening at https?://\\S+:(\\d+)");

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private NodeProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "node-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** A loopback address that no other test is likely to use. */
    public static String clusterAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "127." + random.nextInt(1, 255) + "." + random.nextInt(0, 255) + "." + random.nextInt(1, 255);
    }

    /** The settings of a node that listens on a free port and looks for others at that cluster address. */
    public static String settings(String name, String clusterAddress) {
        return """
                node_name: %s
                address: 127.0.0.1
                port: 0
                nodes_in_cluster: [%s]
                cluster:
                  address: %s
                """.formatted(name, clusterAddress, clusterAddress);
    }

    /** Starts {@code console} with these settings; the directory takes its files. Does not wait. */
    public static NodeProcess start(Path directory, String yaml, String... jvmOptions) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(directory), "carotene", ".yaml");
            Files.writeString(file, yaml);
            return run(
                    directory,
                    List.of(jvmOptions),
                    Map.of(),
                    "org.carotene.launcher.Main",
                    "console",
                    "--config",
                    file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs any main class with the node's class path and JVM options. */
    public static NodeProcess run(
            Path directory, List<String> jvmOptions, Map<String, String> environment, String... mainAndArgs) {
        return runWith(System.getProperty("java.class.path"), directory, jvmOptions, environment, mainAndArgs);
    }

    /** Runs any main class with a class path of its own and the node's JVM options. */
    public static NodeProcess runWith(
            String classPath,
            Path directory,
            List<String> jvmOptions,
            Map<String, String> environment,
            String... mainAndArgs) {
        return runBehind(List.of(), classPath, directory, jvmOptions, environment, mainAndArgs);
    }

    /** The same behind another command that becomes it, such as {@code ip netns exec NAME}. */
    public static NodeProcess runBehind(
            List<String> before,
            String classPath,
            Path directory,
            List<String> jvmOptions,
            Map<String, String> environment,
            String... mainAndArgs) {
        ClassArchive archive = ClassArchive.of(classPath);
        List<String> archiveOptions = archive.options(List.of(mainAndArgs).contains("console"));
        List<String> command = new ArrayList<>(before);
        command.add(java());
        command.add("@" + jvmOptionsFile());
        if (Runtime.version().feature() >= 23) {
            // As the start script does: without it the JVM's own warnings stand between the node's lines.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dcarotene.log.dir=" + directory));
        command.add("-Djava.io.tmpdir=" + directory);
        // The token of the operator's API is not the user's own.
        command.add("-Duser.home=" + directory);
        command.addAll(archiveOptions);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", archive.classPath()));
        command.addAll(List.of(mainAndArgs));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CAROTENE_"));
        builder.environment().putAll(environment);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            Process process = builder.start();
            archive.started(process, archiveOptions);
            return new NodeProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the node serves and is in its cluster. */
    public NodeProcess awaitReady() {
        awaitLine("Node started ");
        return this;
    }

    /** Waits until the node has last said that exactly these nodes are in the cluster. */
    public NodeProcess awaitNodes(String... names) {
        String expected = "Nodes in cluster [" + String.join(", ", names) + "]";
        await(
                "last 'Nodes in cluster' line: " + expected,
                () -> lastNodes().filter(line -> line.endsWith(expected)).isPresent());
        return this;
    }

    /** Waits until a line contains that text, and returns the first such line. */
    public String awaitLine(String text) {
        await("line with '" + text + "'", () -> lines.stream().anyMatch(line -> line.contains(text)));
        return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    /** Everything that the process has printed so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The port that it serves clients on. */
    public int port() {
        Matcher matcher = LISTENING.matcher(awaitLine("server listening to port"));
        if (!matcher.find()) {
            throw new IllegalStateException("no port in the line");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** The port that its admin API listens on. */
    public int adminPort() {
        Matcher matcher = ADMIN.matcher(awaitLine("Admin API listening at"));
        if (!matcher.find()) {
            throw new IllegalStateException("no port in the line");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** A page of the node. */
    public HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns the exit code. */
    public int awaitExit() {
        await("end of the process", () -> !process.isAlive());
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return process.exitValue();
    }

    /** As {@code kill}: the node stops in order. */
    public int stop() {
        // Not Process.destroy, which closes the output too.
        process.toHandle().destroy();
        return awaitExit();
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Optional<String> lastNodes() {
        List<String> all =
                lines.stream().filter(line -> line.contains("Nodes in cluster")).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean over = System.nanoTime() > until;
            if (over || (!process.isAlive() && !reader.isAlive() && !condition.getAsBoolean())) {
                throw new AssertionError((over ? "not in time: " : "the process has ended without: ") + what + "\n"
                        + String.join("\n", lines));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("(output ended: " + e.getMessage() + ")");
        }
    }

    /** The Java of the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jvmOptionsFile() {
        for (Path path : List.of(
                Path.of("bin/jvm-options"), Path.of("../node/bin/jvm-options"), Path.of("node/bin/jvm-options"))) {
            if (Files.isReadable(path)) {
                return path.toAbsolutePath();
            }
        }
        throw new IllegalStateException("no bin/jvm-options (expected: run in the module's directory)");
    }
}
