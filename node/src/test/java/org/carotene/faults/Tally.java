package org.carotene.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What became of the publications between recorders.
 *
 * @param sent deliveries that there should have been if nothing were ever cut
 * @param lost those that never came, from when on the cluster was whole
 * @param lostWhileSplit those that never came, sent while it was cut or healing; across a cut none can come
 * @param lostOnOneSide of these, how many between two clients whose nodes were never cut from each other
 */
record Tally(long sent, long lost, long lostWhileSplit, long lostOnOneSide, long repeated, long reordered) {

    /** @param uncut whether these two nodes were on one side */
    static Tally of(List<Recorder> all, long cutNanos, long wholeNanos, BiPredicate<Integer, Integer> uncut) {
        long sent = 0;
        long lost = 0;
        long whileSplit = 0;
        long oneSide = 0;
        long repeated = 0;
        long reordered = 0;
        for (Recorder to : all) {
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
                    sent++;
                    if (there.contains(one.number())) {
                        continue;
                    }
                    if (one.nanos() < cutNanos || one.nanos() > wholeNanos) {
                        lost++;
                    } else {
                        whileSplit++;
                        oneSide += uncut.test(from.node(), to.node()) ? 1 : 0;
                    }
                }
            }
        }
        return new Tally(sent, lost, whileSplit, oneSide, repeated, reordered);
    }
}
