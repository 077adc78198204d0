package org.carotene.healing;

import org.carotene.settings.HostPort;

/**
 * Where a node is to be found by other nodes: one address, three ports.
 *
 * @param host an address in numbers, as the node itself binds it
 * @param discovery where its Ignite node answers those who join
 * @param communication where its Ignite node takes messages
 * @param peer where its gateway answers, whether or not it has an Ignite node
 */
public record PeerAddress(String host, int discovery, int communication, int peer) {

    public PeerAddress {
        if (host.isEmpty() || host.length() > 255) {
            throw new IllegalArgumentException("host length: " + host.length() + " (expected: 1..255)");
        }
        checkPort(discovery);
        checkPort(communication);
        checkPort(peer);
    }

    /** Reads what {@link #toString} writes. */
    public static PeerAddress of(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "peer address: '" + text + "' (expected: host discovery communication peer)");
        }
        return new PeerAddress(
                parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }

    /** As Ignite's IP finder takes it. */
    public String discoveryAddress() {
        return HostPort.of(host, discovery);
    }

    @Override
    public String toString() {
        return host + " " + discovery + " " + communication + " " + peer;
    }

    private static void checkPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
    }
}
