package org.carotene.healing;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.carotene.settings.NodeName;

/**
 * The nodes with the plugin that are one Ignite cluster, as one of them sees it.
 *
 * @param members the oldest first
 */
public record Island(List<IslandMember> members) {

    static final int MOST_MEMBERS = 1_000;

    private static final Comparator<IslandMember> OLDEST_FIRST =
            Comparator.comparingLong(IslandMember::order).thenComparing(IslandMember::id);

    private static final Comparator<Island> WINNER_FIRST = Comparator.comparingInt(Island::size)
            .reversed()
            .thenComparingLong(island -> island.oldest().startedMillis())
            .thenComparing(island -> island.oldest().id());

    public Island {
        if (members.isEmpty() || members.size() > MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "island of " + members.size() + " nodes (expected: 1.." + MOST_MEMBERS + ")");
        }
        members = members.stream().sorted(OLDEST_FIRST).toList();
    }

    public int size() {
        return members.size();
    }

    /** The member of that name, the oldest of several. */
    public Optional<IslandMember> member(NodeName name) {
        for (IslandMember member : members) {
            if (member.name().equals(name)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    public IslandMember oldest() {
        return members.get(0);
    }

    /** Who decides for all: the oldest that can be asked; empty if none can. */
    public Optional<IslandMember> decider() {
        return members.stream().filter(member -> member.address().isPresent()).findFirst();
    }

    public boolean isDecider(NodeName name) {
        return decider().filter(member -> member.name().equals(name)).isPresent();
    }

    /** Whether the other island's nodes are to leave for this one: the larger, then that of the older oldest node, wins. */
    public boolean beats(Island other) {
        return WINNER_FIRST.compare(this, other) < 0;
    }

    /** Whether a node is in both, under its id or its name: then one of them is not what it was any more. */
    public boolean overlaps(Island other) {
        Set<UUID> ids = other.members.stream().map(IslandMember::id).collect(Collectors.toCollection(HashSet::new));
        Set<NodeName> names = other.names();
        return members.stream().anyMatch(member -> ids.contains(member.id()) || names.contains(member.name()));
    }

    public Set<NodeName> names() {
        return members.stream().map(IslandMember::name).collect(Collectors.toUnmodifiableSet());
    }

    public List<PeerAddress> addresses() {
        return members.stream().flatMap(member -> member.address().stream()).toList();
    }

    @Override
    public String toString() {
        return members.stream().map(member -> member.name().value()).toList().toString();
    }
}
