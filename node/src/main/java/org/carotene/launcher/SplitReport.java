package org.carotene.launcher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.ClusterSplit.Outside;
import org.carotene.healing.Island;
import org.carotene.healing.PeerView;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of a split when it is seen, when it changes and when it is over; one thread. */
final class SplitReport {

    private static final Logger log = LoggerFactory.getLogger(SplitReport.class);

    private final ClusterSplit split;
    private Set<NodeName> candidates = Set.of();
    private Set<NodeName> told = Set.of();

    SplitReport(ClusterSplit split) {
        this.split = split;
    }

    /** @param ended nodes that are missing because their process has ended, as their machine says */
    void tell(PeerView own, List<PeerView> answers, List<NodeName> ended) {
        if (own.island().isEmpty()) {
            // Between two Ignite nodes everybody is outside; what was said before holds.
            return;
        }
        Island here = own.island().get();
        List<PeerView> others = answers.stream()
                .filter(answer -> here.member(answer.name()).isEmpty())
                // Between two Ignite nodes it is still outside, if it was, and nowhere else.
                .filter(answer -> answer.island().isPresent() || told.contains(answer.name()))
                .toList();
        List<Outside> outside = settled(others);
        split.seen(outside, ended);
        log(outside, here.size());
    }

    /** Those who were there in the last round too: who joins or leaves is elsewhere for a moment. */
    private List<Outside> settled(List<PeerView> others) {
        if (others.isEmpty()) {
            candidates = Set.of();
            return List.of();
        }
        Map<NodeName, Outside> known =
                split.outside().stream().collect(Collectors.toMap(Outside::node, Function.identity()));
        List<Outside> outside = new ArrayList<>();
        for (PeerView other : others) {
            if (candidates.contains(other.name())) {
                Outside before = known.get(other.name());
                outside.add(new Outside(
                        other.name(),
                        other.island().map(SplitReport::names).orElse(List.of()),
                        before == null ? Instant.now() : before.since()));
            }
        }
        candidates = others.stream().map(PeerView::name).collect(Collectors.toUnmodifiableSet());
        outside.sort(Comparator.comparing(Outside::node));
        return outside;
    }

    private void log(List<Outside> outside, int here) {
        if (outside.isEmpty() && told.isEmpty()) {
            return;
        }
        Set<NodeName> names = outside.stream().map(Outside::node).collect(Collectors.toUnmodifiableSet());
        if (names.equals(told)) {
            return;
        }
        if (names.isEmpty()) {
            log.info("The cluster is one again, {} nodes", here);
        } else {
            log.warn(
                    "The cluster is split: {} answer and are not in this node's cluster; each side serves its own clients",
                    names.stream().sorted().toList());
        }
        told = names;
    }

    private static List<NodeName> names(Island island) {
        return island.names().stream().sorted().toList();
    }
}
