package org.carotene.admingui.vm;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.SecretStore;

/**
 * The tokens of the saved connections: in the keyring, or in the file that the nodes of this user on this machine share. From
 * any thread; all of it happens on the background executor, since a keyring may take its time.
 */
final class Tokens {
    private static final System.Logger LOG = System.getLogger(Tokens.class.getName());

    private final SecretStore secrets;
    private final Executor background;
    private final Path localToken;

    Tokens(SecretStore secrets, Executor background, Path localToken) {
        this.secrets = secrets;
        this.background = background;
        this.localToken = localToken;
    }

    /** The token for that profile; empty where none is known, or it cannot be read. */
    CompletableFuture<Optional<String>> of(Profile profile) {
        return CompletableFuture.supplyAsync(() -> read(profile), background);
    }

    /** Keeps a token where it is read from next time; {@code failed} is told in the background why not. */
    void keep(Profile profile, String token, Consumer<IOException> failed) {
        background.execute(() -> {
            try {
                secrets.write(profile.id(), token);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot keep the token of " + profile.name(), e);
                failed.accept(e);
            }
        });
    }

    void forget(Profile profile) {
        background.execute(() -> {
            try {
                secrets.remove(profile.id());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot remove the token of " + profile.name(), e);
            }
        });
    }

    /** Whether they are there at the next start. */
    boolean lasting() {
        return secrets.lasting();
    }

    private Optional<String> read(Profile profile) {
        try {
            Optional<String> kept = secrets.read(profile.id());
            if (kept.isEmpty() && isLocal(profile) && Files.isReadable(localToken)) {
                return Optional.of(Files.readString(localToken).strip());
            }
            return kept;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot read the token of " + profile.name(), e);
            return Optional.empty();
        }
    }

    /** Whether all its nodes are on this machine. Asks the resolver. */
    private static boolean isLocal(Profile profile) {
        return profile.seeds().stream().allMatch(seed -> {
            try {
                return InetAddress.getByName(seed.host()).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        });
    }
}
