package org.carotene.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The operator's API.
 *
 * @param enabled whether there is one
 * @param address the address that it listens on; another one than this machine's own is let pass with TLS only
 * @param port its port, or empty for the first free one from {@link #FIRST_PORT} on
 * @param token what every request has to show, or empty: the one in the file
 * @param tokenFile the file with the token, made when it is missing, or empty for the user's own
 */
public record AdminSettings(
        boolean enabled, String address, Optional<Integer> port, Optional<String> token, Optional<Path> tokenFile) {

    /** Where the search for a free port begins. */
    public static final int FIRST_PORT = 8181;

    public static final AdminSettings DEFAULTS =
            new AdminSettings(true, "127.0.0.1", Optional.empty(), Optional.empty(), Optional.empty());

    public static final AdminSettings OFF =
            new AdminSettings(false, "127.0.0.1", Optional.empty(), Optional.empty(), Optional.empty());

    /** The file that is meant where none is named: all nodes of one user on one machine share it. */
    public Path tokenFileOrUsual() {
        return tokenFile.orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".carotene", "admin.token"));
    }

    @Override
    public String toString() {
        return "AdminSettings[enabled=" + enabled + ", address=" + address + ", port=" + port + ", token="
                + (token.isPresent() ? "set" : "none") + ", tokenFile=" + tokenFile + "]";
    }
}
