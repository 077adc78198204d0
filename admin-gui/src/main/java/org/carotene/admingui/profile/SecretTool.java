package org.carotene.admingui.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keyring of a Linux desktop (GNOME Keyring, KWallet and others that speak the Secret Service), by the command {@code
 * secret-tool} of libsecret. The secret goes through its input, never through its arguments.
 */
public final class SecretTool implements SecretStore {
    private static final String LABEL = "Carotene admin token";
    /** Long enough for somebody to type the password of his keyring. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String command;
    private final Duration patience;

    public SecretTool(String command) {
        this(command, PATIENCE);
    }

    SecretTool(String command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /** The system's keyring if there is one that answers, else the memory of this process. Blocks for a moment. */
    public static SecretStore ofThisSystem() {
        SecretTool tool = new SecretTool("secret-tool");
        return tool.works() ? tool : new MemorySecrets();
    }

    /** Whether there is the command and a keyring behind it. */
    boolean works() {
        try {
            // Exit code 1 without a word is "not found"; with one, there is no keyring.
            Outcome outcome = run("", "lookup", "application", "carotene-admin", "profile", "none");
            return outcome.exitCode == 0 || outcome.errors.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Optional<String> read(String id) throws IOException {
        Outcome outcome = run("", "lookup", "application", "carotene-admin", "profile", id);
        return outcome.exitCode == 0 && !outcome.output.isEmpty() ? Optional.of(outcome.output) : Optional.empty();
    }

    @Override
    public void write(String id, String secret) throws IOException {
        Outcome outcome = run(secret, "store", "--label", LABEL, "application", "carotene-admin", "profile", id);
        if (outcome.exitCode != 0) {
            throw new IOException("the keyring did not take the token: " + outcome.errors);
        }
    }

    @Override
    public void remove(String id) throws IOException {
        run("", "clear", "application", "carotene-admin", "profile", id);
    }

    private Outcome run(String input, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).start();
        try {
            // Read meanwhile: one that hangs, or leaves somebody behind who holds its output, must not be waited for.
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no answer from the keyring in " + patience.toSeconds() + " s");
            }
            return new Outcome(
                    process.exitValue(),
                    output.get(patience.toMillis(), TimeUnit.MILLISECONDS),
                    errors.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no output of the keyring: " + e.getMessage(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Outcome(int exitCode, String output, String errors) {}
}
