package org.carotene.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.Peer;
import org.carotene.tls.ClusterTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers in the settings as addresses, without those that would only cost time.
 *
 * <p>Ignite asks address after address, and one that swallows what is sent to it costs a whole failure detection time.
 * So all are tried at once, for half a second; those that answer or refuse are kept: a closed port costs Ignite nothing,
 * and its node may be about to start.
 */
final class ClusterPeers {

    static final Duration PATIENCE = Duration.ofMillis(500);

    /** For names that the resolver thinks about, and for more peers than threads. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(ClusterPeers.class);
    private static final int MOST_THREADS = 64;

    private final List<Peer> peers;
    private final Optional<ClusterTls> tls;
    private volatile Optional<String> refusal = Optional.empty();

    /** @param tls between nodes, if it is on */
    ClusterPeers(ClusterSettings settings, Optional<ClusterTls> tls) {
        this.tls = tls;
        this.peers = settings.nodes().stream().map(Peer::of).toList();
    }

    /**
     * Refuses peers on other machines when the own address is a loopback one: they could never reach each other.
     *
     * @throws LaunchException with what to set
     */
    void checkReachableFrom(InetAddress own) {
        if (!own.isLoopbackAddress()) {
            return;
        }
        List<String> elsewhere = peers.stream()
                .map(Peer::host)
                .distinct()
                .filter(host -> !isHere(host))
                .toList();
        if (!elsewhere.isEmpty()) {
            throw new LaunchException("nodes_in_cluster names other machines, " + elsewhere
                    + ", but cluster.address is " + own.getHostAddress()
                    + ", where they cannot reach this node (expected: cluster.address set to the address of this machine"
                    + " in their network)");
        }
    }

    /** Why one of those who were asked last speaks no TLS with this node; it would found a cluster of its own beside theirs. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Each {@code address:port} worth asking, in the order of the settings; blocks for about half a second at most. */
    List<String> worthAsking() {
        refusal = Optional.empty();
        List<String> all = peers.stream()
                .flatMap(peer -> peer.addresses().stream())
                .distinct()
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        // Silence must be observed, not assumed: on a busy machine, leaving out a peer that is there splits the
        // cluster.
        Set<String> silent = ConcurrentHashMap.newKeySet();
        Set<String> unresolved = ConcurrentHashMap.newKeySet();
        unresolved.addAll(all);
        ExecutorService probers =
                Executors.newFixedThreadPool(Math.min(all.size(), MOST_THREADS), ClusterPeers::thread);
        all.forEach(address -> probers.execute(() -> probe(address, silent, unresolved)));
        probers.shutdown();
        try {
            probers.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> out = all.stream()
                .filter(address -> silent.contains(address) || unresolved.contains(address))
                .toList();
        if (!out.isEmpty()) {
            log.info("Peers that do not answer for now: {}", out);
        }
        return all.stream().filter(address -> !out.contains(address)).toList();
    }

    private void probe(String address, Set<String> silent, Set<String> unresolved) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(address.substring(0, colon));
            int port = Integer.parseInt(address.substring(colon + 1));
            unresolved.remove(address);
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            greet(address, socket);
        } catch (ConnectException e) {
            log.debug("peer is not there yet: {}", address);
        } catch (IOException e) {
            silent.add(address);
        }
    }

    /**
     * TLS, where it is on. Ignite does not always find out that it is refused, since by then its handshake is over, and what
     * follows may be lost: whoever says nothing for a moment has nothing against this node.
     */
    private void greet(String address, Socket socket) {
        if (tls.isEmpty()) {
            return;
        }
        boolean met = false;
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            Socket secured = tls.get().asking(socket);
            met = true;
            int unused = secured.getInputStream().read();
            refusal = Optional.of(NotLetIn.encrypted(address, "it ends the connection"));
        } catch (SocketTimeoutException e) {
            log.debug("peer has nothing against this node, or is slow: {}, TLS {}", address, met);
        } catch (IOException e) {
            refusal = Optional.of(NotLetIn.encrypted(address, String.valueOf(e.getMessage())));
        }
    }

    private static boolean isHere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "carotene-peer-probe");
        thread.setDaemon(true);
        return thread;
    }
}
