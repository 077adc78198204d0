package org.carotene.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.carotene.gateway.Gateway;
import org.carotene.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway and the Ignite node under it, from start to the signal that ends the process.
 *
 * <p>Both start at the same time. They stop in the order: gateway, so that clients leave in order while there is a
 * cluster to tell, then the Ignite node.
 */
final class Foreground {

    private static final Logger log = LoggerFactory.getLogger(Foreground.class);

    /** What may pass at the end beside telling clients to go and leaving the cluster. */
    private static final Duration PARTS_STOP_WITHIN = Duration.ofSeconds(5);

    private final Settings settings;
    private final NodeSupervisor.Source source;
    private final CompletableFuture<Void> listening;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Duration failureDetectionTimeout;
    private final Optional<HealSetup> setup;
    private volatile boolean startFailed;
    private volatile boolean failed;
    private volatile @Nullable Healing healing;

    /**
     * @param listening completed by this when the gateway listens, so that the Ignite node can tell the others where
     * @param failureDetectionTimeout of the Ignite node
     * @param setup where other nodes find this one; without it, it does not heal
     */
    Foreground(
            Settings settings,
            NodeSupervisor.Source source,
            CompletableFuture<Void> listening,
            Duration failureDetectionTimeout,
            Optional<HealSetup> setup) {
        this.failureDetectionTimeout = failureDetectionTimeout;
        this.setup = setup;
        this.settings = settings;
        this.source = source;
        this.listening = listening;
    }

    /**
     * Runs until the process is told to end; false if it cannot go on.
     *
     * @throws LaunchException if it did not start
     */
    boolean run() {
        // Ours stops the gateway first.
        System.setProperty("IGNITE_NO_SHUTDOWN_HOOK", "true");
        NodeSupervisor supervisor = new NodeSupervisor(source, failureDetectionTimeout, this::fatal);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(supervisor), "carotene-end"));
        new Thread(() -> listen(), "carotene-start-http").start();
        try {
            supervisor.start();
            setup.ifPresent(known -> heal(supervisor, known));
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LaunchException e) {
            startFailed = true;
            throw httpFailure().orElse(e);
        }
        return !failed;
    }

    private void heal(NodeSupervisor supervisor, HealSetup known) {
        Gateway.of(settings.nodeName()).ifPresent(gateway -> {
            Healing made = new Healing(gateway, supervisor, known);
            healing = made;
            made.start();
        });
    }

    private void listen() {
        try {
            Gateway.start(settings, source.tls()).leaveBy(end::countDown);
            listening.complete(null);
        } catch (IOException | RuntimeException e) {
            listening.completeExceptionally(e);
        }
    }

    /** Why the node does not serve clients, if that is why it did not start. */
    private Optional<LaunchException> httpFailure() {
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

    private void end(NodeSupervisor supervisor) {
        Duration limit = settings.limits()
                .drainTime()
                .plus(failureDetectionTimeout.multipliedBy(2))
                .plus(PARTS_STOP_WITHIN);
        TimedStop stop = new TimedStop(() -> stop(supervisor));
        if (!stop.within(limit)) {
            log.error(
                    "The node has not stopped within {} s; the process ends all the same. It hangs in {}",
                    limit.toSeconds(),
                    stop.place());
            Runtime.getRuntime().halt(1);
        }
    }

    private void stop(NodeSupervisor supervisor) {
        if (!startFailed) {
            log.info("Stopping Carotene node {}", settings.nodeName());
        }
        Healing last = healing;
        if (last != null) {
            last.stop();
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
}
