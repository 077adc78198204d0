package org.carotene.admingui.model;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a node's admin API listens. */
public record NodeAddress(String host, int port) {
    /** The first port that a node takes for its admin API. */
    public static final int DEFAULT_PORT = 8181;

    public NodeAddress {
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
            throw new IllegalArgumentException("host: '" + host + "' (expected: a name or an address)");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException if it is none of these, with what is expected
     */
    public static NodeAddress parse(String text) {
        String trimmed = text.trim();
        int bracket = trimmed.lastIndexOf(']');
        int colon = trimmed.lastIndexOf(':');
        boolean bareV6 = bracket < 0 && trimmed.indexOf(':') != colon;
        if (colon <= bracket || bareV6) {
            return new NodeAddress(unbracketed(trimmed), DEFAULT_PORT);
        }
        try {
            return new NodeAddress(
                    unbracketed(trimmed.substring(0, colon)), Integer.parseInt(trimmed.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("address: '" + trimmed + "' (expected: host:port)", e);
        }
    }

    /** The address in a node's {@code admin_url}, or null if it says none that can be read. */
    public static @Nullable NodeAddress ofUrl(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = URI.create(url);
            return uri.getHost() == null ? null : new NodeAddress(unbracketed(uri.getHost()), uri.getPort());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The beginning of all its URLs. */
    public URI uri(String scheme) {
        return URI.create(scheme + "://" + this);
    }

    /** Whether it is the machine of whoever says it. Asks no resolver. */
    public boolean loopback() {
        return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
    }

    /** Whether a request can be sent there: Java's client takes no other names, such as those with an underscore. */
    public boolean usable() {
        try {
            return uri("http").getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
