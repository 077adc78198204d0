package org.carotene.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, for a node that was not given one. */
final class HostName {

    // Asking the resolver can take seconds on a machine without a name server.
    private static final Path OF_LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    static NodeName nodeName() {
        try {
            return new NodeName("carotene@" + hostName());
        } catch (IllegalArgumentException | IOException e) {
            return new NodeName("carotene@localhost");
        }
    }

    private static String hostName() throws IOException {
        return Files.isReadable(OF_LINUX)
                ? Files.readString(OF_LINUX, StandardCharsets.UTF_8).strip()
                : InetAddress.getLocalHost().getHostName();
    }
}
