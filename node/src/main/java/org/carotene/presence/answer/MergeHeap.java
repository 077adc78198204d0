package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things that each stand on a place of their own sorted run; the one that stands on the first of all is at hand. Cheaper than
 * a queue, where the one that moves on is taken out and put in again. Not thread-safe.
 *
 * @param <R> a run, which moves on by itself
 */
final class MergeHeap<R extends Comparable<? super R>> {

    private final List<R> runs;

    /** @param runs in any order, none of them at its end; copied */
    MergeHeap(List<R> runs) {
        this.runs = new ArrayList<>(runs);
        for (int i = runs.size() / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** The run that stands on the first of all, or null when all have ended. */
    @Nullable
    R first() {
        return runs.isEmpty() ? null : runs.get(0);
    }

    /** The first run stands on another place than before, or has ended. */
    void firstMoved(boolean ended) {
        if (ended) {
            R last = runs.remove(runs.size() - 1);
            if (runs.isEmpty()) {
                return;
            }
            runs.set(0, last);
        }
        sink(0);
    }

    private void sink(int from) {
        R sinking = runs.get(from);
        int at = from;
        for (int child = 2 * at + 1; child < runs.size(); child = 2 * at + 1) {
            if (child + 1 < runs.size() && runs.get(child + 1).compareTo(runs.get(child)) < 0) {
                child++;
            }
            if (sinking.compareTo(runs.get(child)) <= 0) {
                break;
            }
            runs.set(at, runs.get(child));
            at = child;
        }
        runs.set(at, sinking);
    }
}
