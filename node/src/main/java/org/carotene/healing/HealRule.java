package org.carotene.healing;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which the sides of a split find together, as one node applies it.
 *
 * <p>Islands are in a total order ({@link Island#beats}), so of two exactly one is to leave. But views are old by the time
 * they are read, and nodes die in between, so order alone would have two islands leave for each other. Hence the grant:
 * the decider of the island that is to leave asks the decider of the one that is to stay. An island that asks or leaves
 * refuses to be asked; one that has granted does not leave until those that it has granted have come, or must have given
 * up. A member leaves at the word of its own decider only, and not while a grant of its own runs, so that the word of a
 * decider that has died meanwhile moves nobody who has become a decider after it.
 *
 * <p>A link that comes and goes must not make nodes dance: an island counts only when its decider has answered in each
 * round for a while, and that while doubles with each leaving in the last minutes.
 *
 * <p>Any thread, one call at a time; times are milliseconds of one clock that never goes back.
 */
public final class HealRule {

    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 8_000;

    private enum Phase {
        IDLE,
        ASKING,
        LEAVING
    }

    private record Sight(long since, long round) {}

    private final HealTimes times;
    private final Map<UUID, Sight> sights = new HashMap<>();
    private final Deque<Long> leavings = new ArrayDeque<>();
    private Phase phase = Phase.IDLE;
    private long askedAt;
    private long notBefore;
    private long pause = FIRST_PAUSE;
    private long holdUntil;
    private @Nullable Set<NodeName> granted;
    private long round;

    public HealRule(HealTimes times) {
        this.times = times;
    }

    /**
     * Looks at what a round of probes has brought.
     *
     * @param own this node's view
     * @param answers what peers have answered, each for itself, in this round
     * @return the island whose decider is to be asked for a grant; from then on this node is asking, until
     *     {@link #granted} or {@link #refused}
     */
    public synchronized Optional<Island> look(long now, PeerView own, Collection<PeerView> answers) {
        round++;
        forget(now);
        if (phase == Phase.ASKING && now - askedAt > times.ask()) {
            refused(now);
        }
        own.island().ifPresent(this::arrivals);
        answers.forEach(answer -> see(now, answer));
        sights.values().removeIf(sight -> sight.round() != round);
        if (answers.isEmpty() || phase != Phase.IDLE || !own.decides() || holds(now) || now < notBefore) {
            return Optional.empty();
        }
        Optional<Island> winner = own.island().flatMap(island -> winner(now, island, answers));
        if (winner.isPresent()) {
            phase = Phase.ASKING;
            askedAt = now;
        }
        return winner;
    }

    /** The grant has come; whether it is in time. If so the node is leaving, until {@link #settled}, and tells its members. */
    public synchronized boolean granted(long now, PeerView own) {
        if (phase != Phase.ASKING || now - askedAt > times.ask() || !own.decides()) {
            return false;
        }
        leave(now);
        return true;
    }

    /** There is no grant: tries again, after a pause that grows. */
    public synchronized void refused(long now) {
        if (phase == Phase.ASKING) {
            phase = Phase.IDLE;
            notBefore = now + pause;
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    /** Another island's decider wants to come over; {@link GrantAnswer#GRANTED} binds this node to stay for a while. */
    public synchronized GrantAnswer asked(long now, PeerView own, Island asker) {
        if (own.island().isEmpty()) {
            return GrantAnswer.DETACHED;
        }
        Island island = own.island().get();
        if (phase != Phase.IDLE) {
            return GrantAnswer.BUSY;
        }
        if (!own.decides()) {
            return GrantAnswer.NOT_DECIDER;
        }
        if (island.overlaps(asker) || !island.beats(asker)) {
            return GrantAnswer.NOT_LARGER;
        }
        // One grant more only lengthens the stay.
        holdUntil = Math.max(holdUntil, now + times.hold());
        granted = granted == null ? asker.names() : union(granted, asker.names());
        return GrantAnswer.GRANTED;
    }

    /** This node's decider says that the island leaves; whether to follow. If so the node is leaving, until {@link #settled}. */
    public synchronized boolean ordered(long now, PeerView own, NodeName decider) {
        boolean mine = own.island().filter(island -> island.isDecider(decider)).isPresent()
                && !own.name().equals(decider);
        if (!mine || phase != Phase.IDLE || holds(now)) {
            return false;
        }
        leave(now);
        return true;
    }

    /**
     * This node would leave its island by itself, for links on which no messages pass; whether it may. Not while it asks, or
     * has promised others to stay. If so the node is leaving, until {@link #settled}.
     */
    public synchronized boolean parts(long now) {
        if (phase != Phase.IDLE || holds(now)) {
            return false;
        }
        leave(now);
        return true;
    }

    /** The leaving is over, with an Ignite node in whichever cluster. */
    public synchronized void settled() {
        if (phase == Phase.LEAVING) {
            phase = Phase.IDLE;
        }
    }

    /** How long another island must have answered before this node leaves for it. */
    public synchronized long steadyMillis() {
        return Math.min(times.longestSteady(), times.steady() << Math.min(16, leavings.size()));
    }

    private void leave(long now) {
        phase = Phase.LEAVING;
        pause = FIRST_PAUSE;
        leavings.add(now);
        sights.clear();
    }

    private boolean holds(long now) {
        return now < holdUntil;
    }

    /** A grant has done its work when all whom it was given to are here. */
    private void arrivals(Island island) {
        if (granted != null && island.names().containsAll(granted)) {
            granted = null;
            holdUntil = 0;
        }
    }

    private void see(long now, PeerView answer) {
        if (answer.decides()) {
            UUID decider =
                    answer.island().flatMap(Island::decider).orElseThrow().id();
            Sight known = sights.get(decider);
            sights.put(decider, new Sight(known == null ? now : known.since(), round));
        }
    }

    private Optional<Island> winner(long now, Island own, Collection<PeerView> answers) {
        return answers.stream()
                .filter(PeerView::decides)
                .flatMap(answer -> answer.island().stream())
                .filter(island -> !island.overlaps(own) && island.beats(own) && isSteady(now, island))
                .reduce((one, other) -> one.beats(other) ? one : other);
    }

    private boolean isSteady(long now, Island island) {
        Sight sight = sights.get(island.decider().orElseThrow().id());
        return sight != null && now - sight.since() >= steadyMillis();
    }

    private void forget(long now) {
        while (!leavings.isEmpty() && now - leavings.element() > times.memory()) {
            leavings.remove();
        }
        if (granted != null && !holds(now)) {
            granted = null;
        }
    }

    private static Set<NodeName> union(Set<NodeName> some, Set<NodeName> more) {
        Set<NodeName> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
