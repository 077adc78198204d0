package org.carotene.admingui.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, from the module beside this one, which has to be built. */
public final class NodeProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private NodeProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "node-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a node with these settings; {@code before} is a command that becomes it, such as one of a namespace. */
    public static NodeProcess start(Path folder, String yaml, List<String> before) {
        try {
            Files.createDirectories(folder);
            Path settings = Files.writeString(folder.resolve("carotene.yaml"), yaml);
            Path node = home();
            List<String> command = new ArrayList<>(before);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("@" + node.resolve("bin/jvm-options"));
            command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
            command.addAll(List.of("-Dcarotene.log.dir=" + folder, "-Djava.io.tmpdir=" + folder));
            command.addAll(List.of(
                    "-cp",
                    node.resolve("target/classes") + ":"
                            + Files.readString(node.resolve("target/classpath")).strip()));
            command.addAll(List.of("org.carotene.launcher.Main", "console", "--config", settings.toString()));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("CAROTENE_"));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        for (Path path : List.of(Path.of(System.getProperty("carotene.node", "../node")), Path.of("node"))) {
            if (Files.isReadable(path.resolve("target/classpath"))) {
                return path.toAbsolutePath().normalize();
            }
        }
        throw new IllegalStateException(
                "node/target/classpath is not there (build the module node first: mvn package)");
    }

    /** Waits until the node serves and its admin API listens. */
    public NodeProcess awaitReady() {
        awaitLine("Admin API listening at");
        awaitLine("Node started ");
        return this;
    }

    /** Where its admin API listens. */
    public int adminPort() {
        return port("Admin API listening at https?://\\S+:(\\d+)", "Admin API listening at");
    }

    /** Where clients connect. */
    public int port() {
        return port("server listening to port (\\d+)", "server listening to port");
    }

    private int port(String pattern, String words) {
        Matcher matcher = Pattern.compile(pattern).matcher(awaitLine(words));
        if (!matcher.find()) {
            throw new IllegalStateException("no port in the line");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Waits until a line contains that text, and returns the first such line. */
    public String awaitLine(String text) {
        await(text, () -> lines.stream().anyMatch(line -> line.contains(text)));
        return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.toHandle().destroyForcibly();
        await("its end", () -> !process.isAlive());
    }

    /** As {@code kill}: the node leaves in order. */
    public void stop() {
        process.toHandle().destroy();
        await("its end", () -> !process.isAlive());
    }

    public boolean isAlive() {
        return process.isAlive();
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

    private void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until || (!process.isAlive() && !what.equals("its end"))) {
                throw new AssertionError("not in time: " + what + "\n" + String.join("\n", lines));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
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
}
