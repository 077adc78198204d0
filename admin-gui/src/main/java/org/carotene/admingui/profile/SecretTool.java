package org.carotene.admingui.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The keyring of a Linux desktop (GNOME Keyring, KWallet and others that speak the Secret Service), by the command {@code
 * secret-tool} of libsecret. The secret goes through its input, never through its arguments.
 */
public final class SecretTool implements SecretStore {
    private static final String LABEL = "Carotene admin token";
    private static final int PATIENCE_SECONDS = 60;

    private final String command;

    public SecretTool(String command) {
        this.command = command;
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
            return outcome.exitCode == 0 || outcome.output.isEmpty();
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
            throw new IOException("the keyring did not take the token: " + outcome.output);
        }
    }

    @Override
    public void remove(String id) throws IOException {
        run("", "clear", "application", "carotene-admin", "profile", id);
    }

    private Outcome run(String input, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try {
            try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer from the keyring in " + PATIENCE_SECONDS + " s");
            }
            return new Outcome(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Outcome(int exitCode, String output) {}
}
