package org.carotene.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of {@code nodes_in_cluster}: a host and the discovery ports to look for a node at.
 *
 * @param host an address or a host name; an IPv6 address without its brackets
 */
public record Peer(String host, int fromPort, int toPort) {

    /** Where Ignite nodes without settings of their own listen. */
    public static final int FIRST_PORT = 47500;

    private static final int LAST_PORT = 47509;
    private static final int MOST_PORTS = 100;
    private static final Pattern FORM = Pattern.compile(
            "(?:[A-Za-z0-9_.-]{1,64}@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]{1,253})(?::(\\d{1,5})(?:\\.\\.(\\d{1,5}))?)?");

    public Peer {
        if (fromPort < 1 || toPort > 65535 || toPort < fromPort || toPort - fromPort >= MOST_PORTS) {
            throw new IllegalArgumentException("peer ports: " + fromPort + ".." + toPort
                    + " (expected: from..to within 1..65535, at most " + MOST_PORTS + ")");
        }
    }

    /** Reads {@code host}, {@code host:port}, {@code host:from..to}, each also with {@code name@} before it. */
    public static Peer of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "peer: '" + text + "' (expected: host, host:port, host:from..to or name@host)");
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        String from = matcher.group(2);
        String to = matcher.group(3);
        if (from == null) {
            return new Peer(host, FIRST_PORT, LAST_PORT);
        }
        int first = Integer.parseInt(from);
        return new Peer(host, first, to == null ? first : Integer.parseInt(to));
    }

    /** Each {@code host:port} to try, as Ignite's IP finder takes them. */
    public List<String> addresses() {
        List<String> all = new ArrayList<>();
        for (int port = fromPort; port <= toPort; port++) {
            all.add(HostPort.of(host, port));
        }
        return all;
    }

    @Override
    public String toString() {
        return HostPort.bracketed(host) + ":" + (fromPort == toPort ? "" + fromPort : fromPort + ".." + toPort);
    }
}
