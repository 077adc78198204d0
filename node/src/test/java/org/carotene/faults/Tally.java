package org.carotene.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the publications between recorders whose connections held.
 *
 * @param due deliveries that there should have been if nothing were ever cut
 * @param lost those that never came though nothing parted the two nodes, by the number of the receiver's node
 * @param across those that never came, sent while their nodes were apart, where none is promised
 * @param refused publications that their own node refused, and told the publisher so
 */
record Tally(long due, Map<Integer, Long> lost, long across, long repeated, long reordered, long refused) {

    static Tally of(List<Recorder> all, List<Cut> cuts) {
        long due = 0;
        long across = 0;
        long repeated = 0;
        long reordered = 0;
        Map<Integer, Long> lost = new TreeMap<>();
        Map<Recorder, Set<Integer>> refused = all.stream().collect(Collectors.toMap(one -> one, Recorder::refused));
        for (Recorder to : all) {
            if (!to.isOpen()) {
                continue;
            }
            lost.putIfAbsent(to.node(), 0L);
            Map<String, Set<Integer>> came = new HashMap<>();
            Map<String, Integer> last = new HashMap<>();
            for (Recorder.Seen seen : to.received()) {
                if (!came.computeIfAbsent(seen.publisher(), key -> new HashSet<>())
                        .add(seen.number())) {
                    repeated++;
                } else if (last.merge(seen.publisher(), seen.number(), Math::max) > seen.number()) {
                    reordered++;
                }
            }
            for (Recorder from : all) {
                Set<Integer> there = came.getOrDefault(from.user(), Set.of());
                for (Recorder.Seen one : from.sent()) {
                    if (!to.isDue(one.nanos()) || refused.get(from).contains(one.number())) {
                        continue;
                    }
                    due++;
                    if (there.contains(one.number())) {
                        continue;
                    }
                    if (cuts.stream().anyMatch(cut -> cut.parted(from.node(), to.node(), one.nanos()))) {
                        across++;
                    } else {
                        lost.merge(to.node(), 1L, Long::sum);
                    }
                }
            }
        }
        long told = refused.values().stream().mapToLong(Set::size).sum();
        return new Tally(due, lost, across, repeated, reordered, told);
    }

    long lostInAll() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For the table: how many at each node. */
    String lostText() {
        return lostInAll() == 0
                ? "0"
                : lost.entrySet().stream()
                        .map(entry -> entry.getValue() + " at n" + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
