package org.carotene.bench;

import java.util.Arrays;
import java.util.List;

/** Where a server listens. */
public record Target(String host, int port) {

    public Target {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(host + ":" + port + " (expected: HOST:PORT, port 1..65535)");
        }
    }

    /**
     * Reads {@code HOST:PORT} or a host alone, {@code ws://} or {@code wss://} before it or not.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Target parse(String url, int defaultPort) {
        String text = url.replaceFirst("^wss?://", "").replaceFirst("/$", "");
        int colon = text.lastIndexOf(':');
        boolean bare = colon < 0 || text.endsWith("]");
        String host = bare ? text : text.substring(0, colon);
        return new Target(host.replaceAll("^\\[|\\]$", ""), bare ? defaultPort : port(text, colon));
    }

    /** Several, with commas between them. */
    public static List<Target> parseAll(String text, int defaultPort) {
        return Arrays.stream(text.split(",", -1))
                .map(part -> parse(part.strip(), defaultPort))
                .toList();
    }

    private static int port(String text, int colon) {
        try {
            return Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " (expected: HOST:PORT, port 1..65535)", e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
