package org.carotene.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carotene.healing.MalformedPeerFrameException;
import org.carotene.healing.PeerClient;
import org.carotene.healing.PeerView;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all peers at once; any thread, one round at a time. */
final class PeerRound {

    /**
     * What a round has brought.
     *
     * @param answers what the others say, each once and without this node
     * @param refused where a machine said that nobody listens: the process that did has ended
     */
    record Sights(List<PeerView> answers, Set<PeerTargets.Target> refused) {

        private static final Sights NOTHING = new Sights(List.of(), Set.of());
    }

    private static final Duration ANSWER = Duration.ofMillis(500);

    /** For connecting, which takes as long at most, and the answer. */
    private static final Duration WHOLE = Duration.ofMillis(1_200);

    private static final Logger log = LoggerFactory.getLogger(PeerRound.class);

    private final PeerClient client;
    private final PeerTargets targets;
    private final Executor probes;

    /** Those that take longer than a round, for a slow resolver, are not asked twice at the same time. */
    private final Set<PeerTargets.Target> underWay = ConcurrentHashMap.newKeySet();

    private final Set<PeerTargets.Target> strangers = ConcurrentHashMap.newKeySet();

    PeerRound(PeerClient client, PeerTargets targets, Executor probes) {
        this.client = client;
        this.targets = targets;
        this.probes = probes;
    }

    /** Blocks for about a second at most. */
    synchronized Sights look(PeerView own) throws InterruptedException {
        List<PeerTargets.Target> places = targets.next();
        if (places.isEmpty()) {
            return Sights.NOTHING;
        }
        Map<NodeName, PeerView> answers = new ConcurrentHashMap<>();
        Set<PeerTargets.Target> refused = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (PeerTargets.Target target : places) {
            if (underWay.add(target)) {
                all.add(start(target, own, answers, refused));
            }
        }
        try {
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                    .get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug("some peers are still being looked for");
        } catch (ExecutionException e) {
            log.error("looking for peers failed", e);
        }
        return new Sights(List.copyOf(answers.values()), Set.copyOf(refused));
    }

    private CompletableFuture<Void> start(
            PeerTargets.Target target, PeerView own, Map<NodeName, PeerView> answers, Set<PeerTargets.Target> refused) {
        try {
            return CompletableFuture.runAsync(() -> probe(target, own, answers, refused), probes);
        } catch (RejectedExecutionException e) {
            underWay.remove(target);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void probe(
            PeerTargets.Target target, PeerView own, Map<NodeName, PeerView> answers, Set<PeerTargets.Target> refused) {
        try {
            PeerView answer = client.probe(PeerTargets.resolved(target), own, ANSWER);
            if (!answer.name().equals(own.name())) {
                answers.put(answer.name(), answer);
                targets.answered(target);
            }
            strangers.remove(target);
        } catch (MalformedPeerFrameException e) {
            if (strangers.add(target)) {
                log.warn(
                        "What answers at {}:{} is no node of this cluster: {}",
                        target.host(),
                        target.port(),
                        e.getMessage());
            }
        } catch (ConnectException e) {
            refused.add(target);
            log.debug("nobody listens at {}: {}", target, e.toString());
        } catch (IOException e) {
            log.debug("no answer from {}: {}", target, e.toString());
        } finally {
            underWay.remove(target);
        }
    }
}
