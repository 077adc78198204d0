package org.carotene.healing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which links are ended on which no messages pass, though both ends are in one island, as one node applies it:
 * whether this node is to leave.
 *
 * <p>Of the two ends of a link that one leaves which has more such links, then the one that joined later. A node leaves when
 * that is so for each of its links: so of a chain of deaf links not all nodes leave at once, and when one has left, the others
 * count again. A node that may not leave (its settings, its kind of start) never does, and its other ends do instead.
 *
 * <p>Both ends apply the rule to the same two numbers, each to what it says itself and what the other one says, so that once
 * those stand, exactly one leaves. They are old by the time they are read, so they have to stand for a while; and a link
 * counts only when both ends say that it is deaf, so that a node which is halted or slow is not left for it. A node that does
 * not answer at its peer port, though it is in the island, cannot say so: after a while it is taken to agree. Whoever has
 * several such links is likely to be the cause, and waits half as long.
 *
 * <p>One thread; times are milliseconds of one clock that never goes back.
 */
public final class DeafRule {

    /** How long the numbers must have stood. */
    static final long STEADY = 3_000;

    /** For how long an answer is good: one that comes late must not start the wait anew. */
    static final long GOOD = 5_000;

    /** After how long a silent end of a deaf link is taken to agree. */
    static final long UNANSWERED = 20_000;

    private record Answer(PeerView view, long at) {}

    /** One deaf link, and how many the other end has. */
    private record Link(IslandMember other, int count, boolean mayLeave) {}

    /** What a decision rests on: how many deaf links this node has, and those that count. */
    private record Numbers(int own, List<Link> links) {}

    private final Map<NodeName, Answer> answers = new HashMap<>();
    private final Map<UUID, Long> deafSince = new HashMap<>();
    private @Nullable Numbers standing;
    private long standingSince;

    /**
     * Looks at what a round of probes has brought.
     *
     * @param own this node's view
     * @param latest what peers have answered in this round
     * @return the members with which no messages pass, if this node is to leave for it now; otherwise none
     */
    public List<NodeName> look(long now, PeerView own, Collection<PeerView> latest) {
        latest.forEach(answer -> answers.put(answer.name(), new Answer(answer, now)));
        answers.values().removeIf(answer -> now - answer.at() > GOOD);
        deafSince.keySet().retainAll(own.links().ids());
        own.links().ids().forEach(id -> deafSince.putIfAbsent(id, now));
        List<Link> links = links(now, own);
        if (links.isEmpty() || !links.stream().allMatch(link -> leavesFor(own, link))) {
            standing = null;
            return List.of();
        }
        Numbers numbers = new Numbers(own.links().ids().size(), links);
        if (!numbers.equals(standing)) {
            standing = numbers;
            standingSince = now;
        }
        return now - standingSince >= STEADY
                ? links.stream().map(link -> link.other().name()).toList()
                : List.of();
    }

    /** The links of this node that count, in the order of the island. */
    private List<Link> links(long now, PeerView own) {
        if (own.links().ids().isEmpty()) {
            return List.of();
        }
        List<Link> links = new ArrayList<>();
        Optional<UUID> self =
                own.island().flatMap(island -> island.member(own.name())).map(IslandMember::id);
        for (IslandMember member : own.island().map(Island::members).orElse(List.of())) {
            if (own.links().ids().contains(member.id())) {
                link(now, own, self.orElseThrow(), member).ifPresent(links::add);
            }
        }
        return links;
    }

    private Optional<Link> link(long now, PeerView own, UUID self, IslandMember member) {
        Answer answer = answers.get(member.name());
        if (answer != null) {
            DeafLinks theirs = answer.view().links();
            return theirs.ids().contains(self)
                    ? Optional.of(new Link(member, theirs.ids().size(), theirs.mayLeave()))
                    : Optional.empty();
        }
        int count = own.links().ids().size();
        long patience = count > 1 ? UNANSWERED / 2 : UNANSWERED;
        return now - Objects.requireNonNull(deafSince.get(member.id())) >= patience
                ? Optional.of(new Link(member, 1, member.address().isPresent()))
                : Optional.empty();
    }

    private static boolean leavesFor(PeerView own, Link link) {
        if (!own.links().mayLeave()) {
            return false;
        }
        if (!link.mayLeave()) {
            return true;
        }
        int count = own.links().ids().size();
        IslandMember self = own.island().orElseThrow().member(own.name()).orElseThrow();
        return count != link.count()
                ? count > link.count()
                : self.order() > link.other().order();
    }
}
