package org.carotene.plugin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.metrics.Sentence;
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
    Optional<Sentence> refusal(UUID nodeId, byte @Nullable [] bytes, Map<UUID, NodeName> members) {
        if (bytes == null) {
            return secret.map(known -> Sentence.Kind.WITHOUT_PLUGIN.with());
        }
        try {
            JoinRequest request = JoinRequest.read(bytes);
            Optional<Sentence> stranger = stranger(nodeId, request);
            return stranger.isPresent() ? stranger : taken(nodeId, request.name(), members);
        } catch (IllegalArgumentException e) {
            return Optional.of(Sentence.Kind.REQUEST_UNREADABLE.with("reason", String.valueOf(e.getMessage())));
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

    private Optional<Sentence> stranger(UUID nodeId, JoinRequest request) {
        if (secret.isEmpty()) {
            return request.hasProof() ? Optional.of(Sentence.Kind.SECRET_NOT_HERE.with()) : Optional.empty();
        }
        if (!request.hasProof()) {
            return Optional.of(Sentence.Kind.SECRET_NOT_THERE.with());
        }
        if (!request.proves(secret.get(), nodeId) || departed.containsKey(nodeId)) {
            return Optional.of(Sentence.Kind.SECRET_DIFFERS.with());
        }
        Duration apart = Duration.between(request.time(), clock.instant()).abs();
        return apart.compareTo(CLOCK_DIFFERENCE) <= 0
                ? Optional.empty()
                : Optional.of(Sentence.Kind.CLOCKS_APART.with(
                        "apart_ms", apart.toMillis(), "limit_ms", CLOCK_DIFFERENCE.toMillis()));
    }

    private Optional<Sentence> taken(UUID nodeId, NodeName name, Map<UUID, NodeName> members) {
        boolean member = members.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().equals(name) && !entry.getKey().equals(nodeId));
        if (member) {
            return Optional.of(taken(name));
        }
        Instant now = clock.instant();
        Reservation kept = reservations.compute(name, (key, there) -> {
            boolean free = there == null
                    || there.until().isBefore(now)
                    || there.nodeId().equals(nodeId);
            return free ? new Reservation(nodeId, now.plus(RESERVATION)) : there;
        });
        return kept.nodeId().equals(nodeId) ? Optional.empty() : Optional.of(taken(name));
    }

    static Sentence taken(NodeName name) {
        return Sentence.Kind.NAME_TAKEN.with("node", name);
    }
}
