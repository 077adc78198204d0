package org.carotene.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code examples/backend/backend.py} on a free port: alice, bob and carol, and what they may do. */
public final class ExampleBackend implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

    private final Process process;
    private final URI uri;

    private ExampleBackend(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    public static ExampleBackend start() throws IOException {
        Path script = Path.of("..", "examples", "backend", "backend.py");
        Process process = new ProcessBuilder("python3", "-u", "-B", script.toString(), "--port", "0")
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        Matcher listening = LISTENING.matcher(line == null ? "" : line);
        if (!listening.find()) {
            process.destroyForcibly();
            throw new IllegalStateException("backend said: " + line + " (expected: listening on ...)");
        }
        return new ExampleBackend(process, URI.create(listening.group(1)));
    }

    public URI path(String path) {
        return uri.resolve(path);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
