package org.carotene.plugin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may join the cluster: nobody with a name that is taken, nobody with another secret.
 *
 * <p>Asked on the discovery thread of the cluster's oldest node, so nothing here blocks. Two nodes of one name that come
 * at the same instant are told apart by reservations, since neither is a member yet when the other is looked at.
 */
final class Admission {

    /** How far apart the clocks of two machines may be. */
    static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);

    private static final Duration RESERVATION = Duration.ofSeconds(10);

    private final Optional<String> secret;
    private final InstantSource clock;
    private final Map<NodeName, Reservation> reservations = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> departed = new ConcurrentHashMap<>();

    Admission(Optional<String> secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    private record Reservation(UUID nodeId, Instant until) {}

    /**
     * Says why the node may not join, or nothing if it may, and then its name is kept for it.
     *
     * @param bytes its {@link JoinRequest}, or null when it has no plugin
     * @param members the names in the cluster, by node id
     */
    Optional<String> refusal(UUID nodeId, byte @Nullable [] bytes, Map<UUID, NodeName> members) {
        if (bytes == null) {
            return secret.map(
                    known ->
                            "this cluster has a cluster.secret, and a node without the Carotene plugin cannot prove that it knows it");
        }
        try {
            JoinRequest request = JoinRequest.read(bytes);
            Optional<String> stranger = stranger(nodeId, request);
            return stranger.isPresent() ? stranger : taken(nodeId, request.name(), members);
        } catch (IllegalArgumentException e) {
            return Optional.of("its version of Carotene does not fit this one: " + e.getMessage());
        }
    }

    /** The node has left: its name is free again, and its request is of no use to anybody who has overheard it. */
    void left(UUID nodeId) {
        Instant now = clock.instant();
        reservations.values().removeIf(reservation -> reservation.nodeId().equals(nodeId));
        departed.values()
                .removeIf(time -> time.plus(CLOCK_DIFFERENCE.multipliedBy(2)).isBefore(now));
        departed.put(nodeId, now);
    }

    private Optional<String> stranger(UUID nodeId, JoinRequest request) {
        if (secret.isEmpty()) {
            return request.hasProof()
                    ? Optional.of("the node has a cluster.secret and this cluster has none; set the same on all nodes")
                    : Optional.empty();
        }
        if (!request.hasProof()) {
            return Optional.of("this cluster has a cluster.secret and the node has none; set the same on all nodes");
        }
        if (!request.proves(secret.get(), nodeId) || departed.containsKey(nodeId)) {
            return Optional.of("the node has another cluster.secret than this cluster; set the same on all nodes");
        }
        Duration apart = Duration.between(request.time(), clock.instant()).abs();
        return apart.compareTo(CLOCK_DIFFERENCE) <= 0
                ? Optional.empty()
                : Optional.of("the clocks of the node and of this cluster are " + apart.toSeconds()
                        + " s apart (expected: at most " + CLOCK_DIFFERENCE.toSeconds() + " s); set them right");
    }

    private Optional<String> taken(UUID nodeId, NodeName name, Map<UUID, NodeName> members) {
        boolean member = members.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().equals(name) && !entry.getKey().equals(nodeId));
        if (member) {
            return Optional.of(takenText(name));
        }
        Instant now = clock.instant();
        Reservation kept = reservations.compute(name, (key, there) -> {
            boolean free = there == null
                    || there.until().isBefore(now)
                    || there.nodeId().equals(nodeId);
            return free ? new Reservation(nodeId, now.plus(RESERVATION)) : there;
        });
        return kept.nodeId().equals(nodeId) ? Optional.empty() : Optional.of(takenText(name));
    }

    static String takenText(NodeName name) {
        return "a node named " + name + " is in the cluster already; set another node_name, or stop that node";
    }
}
