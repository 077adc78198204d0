package org.carotene.admingui.profile;

import java.io.IOException;
import java.util.Optional;

/** Keeps tokens, by the id of a profile. Calls block, so they are made on a thread of their own. */
public interface SecretStore {
    /** Whether what is written is there at the next start. */
    boolean lasting();

    Optional<String> read(String id) throws IOException;

    void write(String id, String secret) throws IOException;

    void remove(String id) throws IOException;
}
