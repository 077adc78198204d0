package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands in a directory, with an environment that has nothing of ours but what a test puts there. */
final class Shell {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    private Shell(Path directory) {
        this.directory = directory;
    }

    static Shell in(Path directory) {
        return new Shell(directory);
    }

    /** Sets a variable for the commands that follow. */
    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs a command to its end. */
    Outcome run(Duration limit, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        try {
            Process process = start(output, command);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            assertThat(ended)
                    .as("%s ends within %s; it said:%n%s", command, limit, Files.readString(output))
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts a command, with both outputs in a file. */
    Process start(Path output, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CAROTENE_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The token of the operator's API is not the user's own.
        builder.environment()
                .put(
                        "CAROTENE_ADMIN_TOKEN_FILE",
                        Path.of(System.getProperty("java.io.tmpdir"), "carotene-tests", "admin.token")
                                .toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
