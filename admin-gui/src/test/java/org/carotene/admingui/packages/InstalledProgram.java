package org.carotene.admingui.packages;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profiles;

/** The program in a process of its own, as it was installed, with a home of its own in which a cluster is saved. */
final class InstalledProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path settings;
    private final Path output;
    private final Process process;

    private InstalledProgram(Path settings, Path output, Process process) {
        this.settings = settings;
        this.output = output;
        this.process = process;
    }

    /** Starts it; it goes to that cluster by itself, with the token that the nodes of this user share. */
    static InstalledProgram start(Path home, Profile cluster, List<String> command, Map<String, String> environment)
            throws IOException {
        return start(home, cluster, "OVERVIEW", command, environment);
    }

    /** The same, on one of its pages. */
    static InstalledProgram start(
            Path home, Profile cluster, String page, List<String> command, Map<String, String> environment)
            throws IOException {
        Path token = home.resolve(".carotene/admin.token");
        Files.createDirectories(token.getParent());
        Files.writeString(token, Nodes.TOKEN);
        Path settings = Files.createDirectories(home.resolve("settings"));
        Files.deleteIfExists(settings.resolve("carotene-admin.0.log"));
        Profiles.load(settings.resolve("profiles.json")).save(cluster);
        Memory memory = new Memory(settings.resolve("window.properties"));
        memory.keep("last_profile", cluster.id());
        memory.keep("page", page);
        memory.keep("language", "en");
        memory.keep("look", "LIGHT");
        memory.keep("window.x", 0);
        memory.keep("window.y", 0);
        memory.keep("window.width", 1280);
        memory.keep("window.height", 720);
        memory.flush();
        Path output = home.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CAROTENE_"));
        builder.environment().put("CAROTENE_ADMIN_HOME", settings.toString());
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home + " -Dprism.order=sw");
        builder.environment().putAll(environment);
        return new InstalledProgram(settings, output, builder.start());
    }

    /** Waits until its log says so, on whichever line. */
    InstalledProgram awaitLogged(String words) throws IOException {
        try {
            await(words).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> log().contains(words));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "not in time: " + words + "\n" + log() + Files.readString(output)
                            + (process.isAlive() ? "" : "\nended with " + process.exitValue()),
                    e);
        }
        return this;
    }

    long pid() {
        return process.pid();
    }

    private String log() throws IOException {
        Path log = settings.resolve("carotene-admin.0.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** As a session's end does; waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
