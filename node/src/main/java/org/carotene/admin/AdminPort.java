package org.carotene.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.NodeName;

/**
 * Where a running node's API listens, for the commands of its user: the port in a file beside the token.
 *
 * <p>So that they need not try ports, and show the token to whoever else listens there. Reads and writes files.
 */
public final class AdminPort {

    private AdminPort() {}

    /** Where the port is written. */
    public static Path file(AdminSettings settings, NodeName node) {
        return settings.tokenFileOrUsual()
                .resolveSibling("admin." + node.value().replace(':', '_') + ".port");
    }

    /**
     * The port of that node; empty where none runs.
     *
     * @throws IOException if the file is not as it should be
     */
    public static Optional<Integer> read(AdminSettings settings, NodeName node) throws IOException {
        Path file = file(settings, node);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String port = PrivateFile.read("admin.port", file);
        if (!port.matches("[0-9]{1,5}")) {
            throw new IOException(file + " is no port (expected: a number; the node's next start writes it)");
        }
        return Optional.of(Integer.valueOf(port));
    }

    static void write(AdminSettings settings, NodeName node, int port) throws IOException {
        PrivateFile.replace(file(settings, node), String.valueOf(port));
    }

    /** Unless another process of that name has written its own since. */
    static void remove(AdminSettings settings, NodeName node, int port) throws IOException {
        if (read(settings, node).filter(written -> written == port).isPresent()) {
            Files.deleteIfExists(file(settings, node));
        }
    }
}
