package org.carotene.transport.socket;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many TCP connections a node takes at a time: more than it has room for WebSockets and polling ids, so that there is some
 * for requests and for being told that it is full, and fewer than the process may have files.
 */
public final class SocketBound {

    private static final int LEAST_MORE = 1_000;
    private static final int LEAST_FILES = 128;

    private SocketBound() {}

    public static int of(int maxConnections) {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return of(maxConnections, files);
    }

    /** @param files how many the process may have open; negative when it is not known */
    static int of(int maxConnections, long files) {
        long wanted = maxConnections + Math.max(LEAST_MORE, maxConnections / 8L);
        // Ignite, logs, the backend and other nodes need some as well.
        long possible = files < 0 ? Long.MAX_VALUE : files - Math.max(LEAST_FILES, files / 8);
        return (int) Math.max(1, Math.min(wanted, possible));
    }
}
