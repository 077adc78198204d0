package org.carotene.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the operating system's that a test starts, kills and starts again, with its files in a folder of its own. */
final class ServerProcess {

    private static final List<String> PLACES = List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin", "/sbin");

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts it in the folder, with its output in a file there. */
    static ServerProcess start(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + command.get(0), e);
        }
    }

    /** The path of a program, or a failure that says which package has it. */
    static String program(String name, String debianPackage, String... morePlaces) {
        return Stream.concat(Stream.of(morePlaces), PLACES.stream())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not installed: this test needs the package "
                        + debianPackage + " (as root: apt-get install " + debianPackage + "; node/bin/test does it)"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and all that it has started, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : family) {
            each.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    /** Stops it in the middle of what it is doing: it keeps its connections and answers nobody. */
    void freeze() {
        signal("-STOP");
    }

    void unfreeze() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("kill " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
