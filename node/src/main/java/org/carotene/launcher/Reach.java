package org.carotene.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.carotene.healing.PeerAddress;
import org.carotene.tls.ClusterTls;

/** Whether this machine gets through to the Ignite nodes at some addresses: to discovery and to communication. */
final class Reach {

    private static final int CONNECT_MILLIS = 500;

    private final Executor executor;
    private final Optional<ClusterTls> tls;

    /** @param tls between nodes, if it is on; then only who speaks it and takes this node's certificate is reached */
    Reach(Executor executor, Optional<ClusterTls> tls) {
        this.executor = executor;
        this.tls = tls;
    }

    /** The {@code host:port} that do not answer; known after about half a second at most, with TLS a whole one. */
    CompletionStage<List<String>> missing(List<PeerAddress> addresses) {
        CompletableFuture<List<String>> all = CompletableFuture.completedFuture(List.of());
        List<CompletableFuture<List<String>>> each = addresses.stream()
                .flatMap(address -> Stream.of(
                        new InetSocketAddress(address.host(), address.discovery()),
                        new InetSocketAddress(address.host(), address.communication())))
                .map(port -> CompletableFuture.supplyAsync(() -> missing(port), executor))
                .toList();
        for (CompletableFuture<List<String>> one : each) {
            all = all.thenCombine(one, Reach::both);
        }
        return all;
    }

    private List<String> missing(InetSocketAddress port) {
        try (Socket socket = new Socket()) {
            socket.connect(port, CONNECT_MILLIS);
            if (tls.isPresent()) {
                socket.setSoTimeout(CONNECT_MILLIS);
                tls.get().asking(socket).close();
            }
            return List.of();
        } catch (IOException e) {
            return List.of(port.getHostString() + ":" + port.getPort());
        }
    }

    private static List<String> both(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
