package org.carotene.admingui.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carotene.admingui.model.NodeAddress;

/**
 * Which node is tried next: the seeds in their order, then those that nodes have named, round and round. Not for several
 * threads.
 */
final class Candidates {
    private static final long NEXT_MS = 50;
    private static final long ROUND_MS = 1_000;
    private static final long MAX_ROUND_MS = 5_000;

    private final List<NodeAddress> seeds;
    private final Map<NodeAddress, String> learnt = new LinkedHashMap<>();
    private final Set<NodeAddress> tried = new HashSet<>();
    private int turn;
    private int rounds;

    Candidates(List<NodeAddress> seeds) {
        this.seeds = seeds;
    }

    /** Those that nodes have named, by their addresses, in place of those before. */
    void learn(Map<NodeAddress, String> nodes) {
        learnt.clear();
        learnt.putAll(nodes);
    }

    /** The one whose turn it is. */
    NodeAddress now() {
        List<NodeAddress> all = all();
        return all.get(Math.floorMod(turn, all.size()));
    }

    /** The names that may answer at an address; empty for a seed, where any may. */
    Set<String> membersAt(NodeAddress address) {
        return seeds.contains(address) ? Set.of() : Set.copyOf(learnt.values());
    }

    /** That one could not be had; whether all have been tried now. */
    boolean failed(NodeAddress address) {
        turn++;
        tried.add(address);
        if (!tried.containsAll(all())) {
            return false;
        }
        tried.clear();
        rounds++;
        return true;
    }

    /** How long to wait before the next one: a moment, and after a whole round longer with each. */
    long pauseMs(boolean afterRound) {
        return afterRound ? Math.min(MAX_ROUND_MS, ROUND_MS * rounds) : NEXT_MS;
    }

    /** A connection has lasted and is gone: the next node at once, and short pauses again. */
    void beginAnew() {
        tried.clear();
        rounds = 0;
        turn++;
    }

    List<NodeAddress> all() {
        Set<NodeAddress> all = new LinkedHashSet<>(seeds);
        all.addAll(learnt.keySet());
        return new ArrayList<>(all);
    }
}
