package org.carotene.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.events.EventType;
import org.carotene.gateway.TimerSlack;
import org.carotene.launcher.command.RootCause;
import org.carotene.tls.ClusterTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the process's Ignite instance: starts it, replaces it under the living gateway, stops it.
 *
 * <p>Everything happens on one thread of its own, one thing after the other, so no call blocks but {@link #start} and
 * {@link #stop}. Ignite's own start and stop run on threads that are given up when they take too long: a start may wait
 * for ever on peers that accept and do not answer. The instance attaches itself to the gateway through the plugin.
 */
final class NodeSupervisor {

    /** Makes the configuration of the next instance; Ignite starts one configuration once. */
    interface Source {

        /** For an instance that may found a cluster of its own. */
        IgniteConfiguration configuration();

        /** For an instance that joins the nodes at these addresses or nobody. */
        IgniteConfiguration configuration(List<String> onlyAddresses);

        /** TLS between nodes, where it is on; all instances have the same. */
        default Optional<ClusterTls> tls() {
            return Optional.empty();
        }

        /** Why the instance with the configuration made last would not get to others that are there. */
        default Optional<String> objection() {
            return Optional.empty();
        }

        /** Starts an instance with the configuration made last; blocks until it is in its cluster. */
        default Ignite start(IgniteConfiguration configuration) {
            return TimerSlack.during(SLACK, () -> Ignition.start(configuration));
        }
    }

    private static final Logger log = LoggerFactory.getLogger(NodeSupervisor.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);

    /** Lets threads of Ignite that sleep 10 ms at a time wake 16 times a second, not a hundred times. */
    private static final Duration SLACK = Duration.ofMillis(50);

    private static final Duration UNDER_WAY = Duration.ofMillis(200);

    /** A start that is as good as done ends well within this time; one that waits for peers is not waited for. */
    private static final Duration START_UNDER_WAY = Duration.ofSeconds(2);

    private final Source source;
    private final Duration failureDetectionTimeout;
    private final Runnable onFatal;
    private final ExecutorService thread;
    private final AtomicBoolean replacing = new AtomicBoolean();
    private volatile Supplier<List<String>> guide = List::of;
    private volatile CountDownLatch starting = new CountDownLatch(0);
    private volatile @Nullable Ignite current;
    private volatile boolean stopping;

    /**
     * @param onFatal called when an instance cannot be stopped, so that only a new process helps; must not block
     */
    NodeSupervisor(Source source, Duration failureDetectionTimeout, Runnable onFatal) {
        this.source = source;
        this.failureDetectionTimeout = failureDetectionTimeout;
        this.onFatal = onFatal;
        this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "carotene-supervisor"));
    }

    /**
     * Starts the first instance. A refusal by the cluster is waited out for twice the failure detection time: a node of
     * the same name may be this one's former self, not yet noticed gone.
     *
     * @throws LaunchException if the cluster refuses the node, or it cannot start
     */
    void start() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        starting = done;
        try {
            startFirst();
        } finally {
            done.countDown();
        }
    }

    private void startFirst() throws InterruptedException {
        Duration patience = failureDetectionTimeout.multipliedBy(2);
        long until = 0;
        while (true) {
            String refusal = tryToStart();
            if (refusal.isEmpty()) {
                return;
            }
            // From the first refusal on: a try alone may take longer than a short detection time.
            if (until == 0) {
                until = System.nanoTime() + patience.toNanos();
                log.warn("{}; trying again for up to {} s", refusal, patience.toSeconds());
            } else if (System.nanoTime() - until > 0) {
                throw new LaunchException(refusal);
            }
            Thread.sleep(RETRY.toMillis());
        }
    }

    /** Why others did not let it in; empty when it runs. */
    private String tryToStart() {
        try {
            IgniteConfiguration configuration = guarded(source.configuration());
            Optional<String> objection = source.objection();
            if (objection.isEmpty()) {
                running(source.start(configuration));
            }
            return objection.orElse("");
        } catch (RuntimeException e) {
            return NotLetIn.why(e)
                    .orElseThrow(
                            () -> new LaunchException("the Ignite node does not start: " + RootCause.message(e), e));
        }
    }

    /**
     * From now on asks before each start of another instance where to join.
     *
     * @param addresses the only ones to join, or none for whomever is found; may block for seconds
     */
    void guideBy(Supplier<List<String>> addresses) {
        guide = addresses;
    }

    /** The running instance, or null while there is none. */
    @Nullable
    Ignite current() {
        return current;
    }

    /**
     * Replaces the instance by one that joins the nodes at these addresses, or failing that, whomever it finds.
     *
     * @return whether the first attempt, at these addresses, has succeeded
     */
    CompletionStage<Boolean> replace(String why, List<String> onlyAddresses) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        if (stopping || !replacing.compareAndSet(false, true)) {
            done.completeExceptionally(
                    new IllegalStateException("the Ignite node is being replaced or stopped already"));
            return done;
        }
        thread.execute(() -> {
            try {
                boolean first = replaceNow(why, onlyAddresses);
                replacing.set(false);
                done.complete(first);
            } catch (InterruptedException | RuntimeException e) {
                replacing.set(false);
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** The instance is of no use any more: replaces it, unless that is under way. Does not block. */
    void sick(String why) {
        if (current == null) {
            // It is starting, and a start that fails says so itself.
            return;
        }
        CompletionStage<Boolean> ignored = replace(why, List.of());
        if (log.isDebugEnabled()) {
            ignored.whenComplete((nothing, error) -> log.debug("replacing a sick Ignite node: done", error));
        }
    }

    /** Stops the instance and the supervising; waits for it as long as a replacement may take. */
    void stop() {
        stopping = true;
        thread.shutdownNow();
        awaitStart();
        Ignite last = current;
        current = null;
        if (last != null) {
            stopInTime(last.name());
        }
    }

    // The node says that it has started while Ignite's start is still on its way back to us.
    private void awaitStart() {
        try {
            starting.await(START_UNDER_WAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean replaceNow(String why, List<String> onlyAddresses) throws InterruptedException {
        log.warn("Replacing the Ignite node: {}", why);
        if (!onlyAddresses.isEmpty()) {
            // Others go along, and what is on its way to them has to arrive before one of the ends is gone.
            Thread.sleep(UNDER_WAY.toMillis());
        }
        long began = System.nanoTime();
        Ignite old = current;
        current = null;
        if (old != null && !stopInTime(old.name())) {
            log.error("The Ignite node cannot be stopped; the process has to be started again");
            onFatal.run();
            return false;
        }
        boolean first = startAgain(onlyAddresses);
        log.info("The Ignite node has been replaced in {} ms", (System.nanoTime() - began) / 1_000_000);
        return first;
    }

    /** How long a start may take before it is given up. */
    static Duration joinLimit(Duration failureDetectionTimeout) {
        return failureDetectionTimeout.multipliedBy(4);
    }

    /** Tries until it succeeds, first with the given addresses if there are any, then with all; each pause is longer. Whether
     * the first attempt did. */
    private boolean startAgain(List<String> onlyAddresses) throws InterruptedException {
        List<String> only = onlyAddresses;
        Duration pause = RETRY;
        boolean first = true;
        while (true) {
            TimedStart start = new TimedStart(startWith(only));
            Optional<Ignite> started = start.within(joinLimit(failureDetectionTimeout));
            if (started.isPresent()) {
                running(started.get());
                return first;
            }
            first = false;
            log.warn("The Ignite node did not start again, trying in {} ms: {}", pause.toMillis(), start.failure());
            only = List.of();
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? pause.multipliedBy(2) : LONGEST_RETRY;
        }
    }

    private Supplier<Ignite> startWith(List<String> onlyAddresses) {
        return () -> {
            List<String> only = onlyAddresses.isEmpty() ? guide.get() : onlyAddresses;
            return source.start(guarded(only.isEmpty() ? source.configuration() : source.configuration(only)));
        };
    }

    private IgniteConfiguration guarded(IgniteConfiguration configuration) {
        // A handler that a user has chosen is his.
        return configuration.getFailureHandler() == null
                ? configuration.setFailureHandler(new SickNodeHandler(this::sick))
                : configuration;
    }

    private void running(Ignite ignite) {
        ignite.events()
                .localListen(
                        event -> {
                            // Only enqueues: a callback that blocks makes the instance impossible to stop.
                            sick("it was cut off from its cluster");
                            return true;
                        },
                        EventType.EVT_NODE_SEGMENTED);
        current = ignite;
    }

    private boolean stopInTime(String name) {
        Thread stop = new Thread(() -> Ignition.stop(name, true), "carotene-ignite-stop");
        stop.setDaemon(true);
        stop.start();
        try {
            stop.join(joinLimit(failureDetectionTimeout).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !stop.isAlive();
    }
}
