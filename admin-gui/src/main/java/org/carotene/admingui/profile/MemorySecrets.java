package org.carotene.admingui.profile;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps tokens until the program ends, where the system has no place for them. */
public final class MemorySecrets implements SecretStore {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    @Override
    public boolean lasting() {
        return false;
    }

    @Override
    public Optional<String> read(String id) {
        return Optional.ofNullable(secrets.get(id));
    }

    @Override
    public void write(String id, String secret) {
        secrets.put(id, secret);
    }

    @Override
    public void remove(String id) {
        secrets.remove(id);
    }
}
