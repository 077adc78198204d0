package org.carotene.healing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.carotene.settings.NodeName;

/**
 * Notices that two nodes do not have each other in their clusters alike, which Ignite never does: when one can open no
 * connection to the others while they can to it, it gives them up and goes on alone, and they keep it in their ring.
 *
 * <p>Who has given the other up speaks for its whole island; the other one for its own without those. Of these two sides
 * the one that loses ({@link Island#beats}) has to start its Ignite node anew. Both ends come to the same result, as the
 * two islands are all that it takes. A disagreement counts when it has been there in each round for a while: Ignite tells
 * a change to one node after the other.
 *
 * <p>One thread; times are milliseconds of one clock that never goes back.
 */
public final class Discord {

    private final long steadyMillis;
    private Map<UUID, Long> since = new HashMap<>();

    public Discord(HealTimes times) {
        this.steadyMillis = times.steady();
    }

    /** The node with which this one disagrees and for which it has to start its Ignite node anew; forgets it then. */
    public Optional<NodeName> look(long now, PeerView own, Collection<PeerView> answers) {
        Map<UUID, Long> still = new HashMap<>();
        Optional<NodeName> found = Optional.empty();
        for (PeerView answer : answers) {
            if (leavesFor(own, answer)) {
                UUID id = member(answer).id();
                long first = since.getOrDefault(id, now);
                still.put(id, first);
                found = now - first >= steadyMillis ? Optional.of(answer.name()) : found;
            }
        }
        since = found.isPresent() ? new HashMap<>() : still;
        return found;
    }

    private static boolean leavesFor(PeerView own, PeerView other) {
        if (own.island().isEmpty() || other.island().isEmpty()) {
            return false;
        }
        boolean here = has(own.island().get(), member(other));
        boolean there = has(other.island().get(), member(own));
        if (here == there) {
            return false;
        }
        Island mine = here
                ? without(own.island().get(), other.island().get())
                : own.island().get();
        Island his = there
                ? without(other.island().get(), own.island().get())
                : other.island().get();
        return his.beats(mine);
    }

    private static IslandMember member(PeerView view) {
        return view.island().orElseThrow().member(view.name()).orElseThrow();
    }

    private static boolean has(Island island, IslandMember member) {
        return island.members().stream().anyMatch(one -> one.id().equals(member.id()));
    }

    /** Never empty: whoever is not in the other island at all is in the rest. */
    private static Island without(Island island, Island gone) {
        Set<UUID> ids = new HashSet<>();
        gone.members().forEach(member -> ids.add(member.id()));
        return new Island(island.members().stream()
                .filter(member -> !ids.contains(member.id()))
                .toList());
    }
}
