package org.carotene.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.stream.IntStream;
import org.carotene.healing.PeerAddress;
import org.carotene.settings.ClusterSettings;

/**
 * The ports on the cluster's address that this process has taken for itself: the first k for which all three are free.
 *
 * <p>The peer port is held open as long as the process lives, so that several nodes on one machine need no settings and
 * a node keeps its ports when its Ignite instance is replaced. {@link Healing} answers on it.
 */
final class ClusterPorts implements AutoCloseable {

    private static final int DISCOVERY = 47500;
    private static final int COMMUNICATION = 47100;
    private static final int PEER_ABOVE_DISCOVERY = 200;
    private static final int MOST_NODES = 100;

    private final InetAddress address;
    private final int discovery;
    private final int communication;
    private final ServerSocket peer;

    private ClusterPorts(InetAddress address, int discovery, int communication, ServerSocket peer) {
        this.address = address;
        this.discovery = discovery;
        this.communication = communication;
        this.peer = peer;
    }

    /**
     * Takes the ports.
     *
     * @throws LaunchException if the address is not one of this machine, or no ports are free
     */
    static ClusterPorts take(ClusterSettings settings) {
        InetAddress address = address(settings.address());
        Optional<Integer> fixed = settings.discoveryPort();
        int attempts = fixed.isPresent() ? 1 : MOST_NODES;
        for (int k = 0; k < attempts; k++) {
            int discovery = fixed.orElse(DISCOVERY) + k;
            Optional<ServerSocket> peer = listen(address, discovery + PEER_ABOVE_DISCOVERY);
            if (peer.isPresent()) {
                Optional<Integer> communication = communication(settings, address, k);
                if (communication.isPresent() && isFree(address, discovery)) {
                    return new ClusterPorts(address, discovery, communication.get(), peer.get());
                }
                close(peer.get());
            }
        }
        throw new LaunchException(noneFree(settings, fixed));
    }

    /**
     * Takes the first free ports of these ranges, each from a port to that many above it.
     *
     * @throws LaunchException if there are none
     */
    static ClusterPorts take(
            InetAddress address, int discovery, int discoveryRange, int communication, int communicationRange) {
        for (int port = discovery; port <= discovery + discoveryRange; port++) {
            Optional<ServerSocket> peer = listen(address, port + PEER_ABOVE_DISCOVERY);
            if (peer.isPresent()) {
                Optional<Integer> free = IntStream.rangeClosed(communication, communication + communicationRange)
                        .filter(other -> isFree(address, other))
                        .boxed()
                        .findFirst();
                if (free.isPresent() && isFree(address, port)) {
                    return new ClusterPorts(address, port, free.get(), peer.get());
                }
                close(peer.get());
            }
        }
        throw new LaunchException("no free ports for the cluster on " + address.getHostAddress()
                + " (expected: one for discovery within " + discovery + ".." + (discovery + discoveryRange)
                + ", the one " + PEER_ABOVE_DISCOVERY + " above it, and one for communication within " + communication
                + ".." + (communication + communicationRange) + ")");
    }

    InetAddress address() {
        return address;
    }

    int discovery() {
        return discovery;
    }

    int communication() {
        return communication;
    }

    /** Where other nodes ask this process, bound. */
    ServerSocket peer() {
        return peer;
    }

    /** What the other nodes are told. */
    PeerAddress told() {
        return new PeerAddress(address.getHostAddress(), discovery, communication, peer.getLocalPort());
    }

    /** The peer port of the node with that discovery port. */
    static int peerPort(int discoveryPort) {
        return discoveryPort + PEER_ABOVE_DISCOVERY;
    }

    @Override
    public void close() {
        close(peer);
    }

    // With a fixed discovery port alone, the communication port is still the first free one.
    private static Optional<Integer> communication(ClusterSettings settings, InetAddress address, int k) {
        if (settings.communicationPort().isPresent()) {
            return settings.communicationPort().filter(port -> isFree(address, port));
        }
        int most = settings.discoveryPort().isPresent() ? MOST_NODES : k + 1;
        for (int port = COMMUNICATION + k; port < COMMUNICATION + most; port++) {
            if (isFree(address, port)) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    /**
     * The address with that name.
     *
     * @throws LaunchException if it is not one of this machine
     */
    static InetAddress address(String name) {
        try {
            InetAddress address = InetAddress.getByName(name);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(address, 0));
            }
            return address;
        } catch (IOException e) {
            throw new LaunchException(
                    "cluster.address: '" + name + "' (expected: an address of this machine): " + e.getMessage(), e);
        }
    }

    private static boolean isFree(InetAddress address, int port) {
        Optional<ServerSocket> socket = listen(address, port);
        socket.ifPresent(ClusterPorts::close);
        return socket.isPresent();
    }

    private static Optional<ServerSocket> listen(InetAddress address, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(address, port));
                return Optional.of(socket);
            } catch (IOException e) {
                close(socket);
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A listening socket has nothing to flush: closed or not, we are done with it.
            return;
        }
    }

    private static String noneFree(ClusterSettings settings, Optional<Integer> fixed) {
        return fixed.map(port -> "the cluster's ports are taken on " + settings.address() + ": discovery " + port
                        + ", peer "
                        + (port + PEER_ABOVE_DISCOVERY)
                        + settings.communicationPort()
                                .map(other -> ", communication " + other)
                                .orElse("")
                        + " (expected: all free; set others as cluster.discovery_port, cluster.communication_port)")
                .orElse("no free ports for the cluster on " + settings.address()
                        + " (expected: some k below " + MOST_NODES
                        + " with 47500+k, 47100+k and 47700+k free; or set cluster.discovery_port)");
    }
}
