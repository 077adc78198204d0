package org.carotene.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.carotene.gateway.Gateway;
import org.carotene.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node in the foreground: the gateway and the Ignite node under it, from start to the signal that ends the process.
 *
 * <p>Both start at the same time. They stop in the order: gateway, so that clients leave in order while there is a
 * cluster to tell, then the Ignite node.
 */
final class Console {

    private static final Logger log = LoggerFactory.getLogger(Console.class);

    private final Settings settings;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean startFailed;
    private volatile boolean failed;

    Console(Settings settings) {
        this.settings = settings;
    }

    /** Runs until the process is told to end; false if it did not start, or cannot go on. */
    boolean run() {
        // Ours stops the gateway first.
        System.setProperty("IGNITE_NO_SHUTDOWN_HOOK", "true");
        log.info("Starting Carotene node {}", settings.nodeName());
        ClusterPeers peers = new ClusterPeers(settings.cluster());
        try (ClusterPorts ports = ClusterPorts.take(settings.cluster())) {
            peers.checkReachableFrom(ports.address());
            return run(peers, ports);
        } catch (LaunchException e) {
            log.error("{}", e.getMessage());
            return false;
        }
    }

    private boolean run(ClusterPeers peers, ClusterPorts ports) {
        CompletableFuture<Void> listening = new CompletableFuture<>();
        IgniteSetup setup = new IgniteSetup(settings, ports, peers, workDirectory(settings), listening);
        NodeSupervisor supervisor =
                new NodeSupervisor(setup, settings.cluster().failureDetectionTimeout(), this::fatal);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor), "carotene-stop"));
        new Thread(() -> listen(listening), "carotene-start-http").start();
        try {
            supervisor.start();
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LaunchException e) {
            startFailed = true;
            throw httpFailure(listening).orElse(e);
        }
        return !failed;
    }

    private void listen(CompletableFuture<Void> listening) {
        try {
            Gateway.start(settings);
            listening.complete(null);
        } catch (IOException | RuntimeException e) {
            listening.completeExceptionally(e);
        }
    }

    /** Why the node does not serve clients, if that is why it did not start. */
    private static Optional<LaunchException> httpFailure(CompletableFuture<Void> listening) {
        return listening.isCompletedExceptionally()
                ? listening
                        .handle((nothing, error) ->
                                Optional.of(new LaunchException(String.valueOf(error.getMessage()), error)))
                        .join()
                : Optional.empty();
    }

    private void fatal() {
        failed = true;
        end.countDown();
    }

    private void stop(NodeSupervisor supervisor) {
        if (!startFailed) {
            log.info("Stopping Carotene node {}", settings.nodeName());
        }
        Gateway.of(settings.nodeName()).ifPresent(Gateway::stop);
        supervisor.stop();
        if (!startFailed) {
            log.info("Node stopped {}", settings.nodeName());
        }
        if (!startFailed && !failed) {
            // A node that has left in order has done what it was told; the JVM's own code would be that of the signal.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Where Ignite keeps its files: as set, or a directory of this node and user below the temporary one. */
    static Path workDirectory(Settings settings) {
        Path directory = settings.cluster()
                .workDirectory()
                .map(Path::of)
                .orElseGet(() -> Path.of(
                        System.getProperty("java.io.tmpdir", "/tmp"),
                        "carotene-" + System.getProperty("user.name", "user"),
                        settings.nodeName().value().replace(':', '_')))
                .toAbsolutePath();
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LaunchException("cluster.work_directory: cannot make " + directory + ": " + e.getMessage(), e);
        }
    }
}
