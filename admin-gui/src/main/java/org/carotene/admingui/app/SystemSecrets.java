package org.carotene.admingui.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.carotene.admingui.profile.MemorySecrets;
import org.carotene.admingui.profile.SecretStore;
import org.carotene.admingui.profile.SecretTool;

/** The system's keyring, looked for while the window opens; all calls but {@code lasting} wait until that is known. */
final class SystemSecrets implements SecretStore {
    private final SecretStore none = new MemorySecrets();
    private final CompletableFuture<SecretStore> found;

    SystemSecrets(Executor background) {
        found = CompletableFuture.supplyAsync(SecretTool::ofThisSystem, background);
    }

    @Override
    public boolean lasting() {
        return found.getNow(none).lasting();
    }

    @Override
    public Optional<String> read(String id) throws IOException {
        return found.join().read(id);
    }

    @Override
    public void write(String id, String secret) throws IOException {
        found.join().write(id, secret);
    }

    @Override
    public void remove(String id) throws IOException {
        found.join().remove(id);
    }
}
