package org.carotene.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What a run is held to: the times that were promised and those that it has taken, and what else is to be said of it. */
final class Verdict {

    private static final Duration JOINED = Duration.ofSeconds(3);

    private final List<String> notes = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private int slack = 1;
    private OptionalLong detectMillis = OptionalLong.empty();
    private OptionalLong healMillis = OptionalLong.empty();
    private OptionalLong readyMillis = OptionalLong.empty();

    void note(String text) {
        notes.add(text);
    }

    void broken(String what) {
        broken.add(what);
    }

    void expect(boolean holds, String what) {
        if (!holds) {
            broken(what);
        }
    }

    void slack(int times) {
        slack = times;
    }

    void promise(String what, Duration promised, long millis) {
        expect(isKept(promised, millis), what + " after " + millis + " ms (promised: " + promised.toMillis() + ")");
    }

    void detected(long millis) {
        detectMillis = longer(millis, detectMillis);
    }

    /** How long it took to notice the last fault; 0 without one. */
    long detectMillis() {
        return detectMillis.orElse(0);
    }

    void healed(long oneMillis, long allReadyMillis) {
        healMillis = longer(oneMillis, healMillis);
        readyMillis = longer(allReadyMillis, readyMillis);
    }

    Outcome outcome(String scenario, List<String> closed, Tally tally, Collection<PresenceWatch> watches) {
        long wrong = 0;
        long joining = 0;
        long silent = 0;
        for (PresenceWatch watch : watches) {
            wrong = Math.max(wrong, watch.wrongAfterLossMillis());
            joining = Math.max(joining, watch.wrongOtherwiseMillis());
            silent = Math.max(silent, watch.silentMillis());
            judge(watch);
        }
        return new Outcome(
                scenario, closed, tally, detectMillis, healMillis, readyMillis, wrong, joining, silent, notes, broken);
    }

    private void judge(PresenceWatch watch) {
        if (!isKept(JOINED, watch.wrongOtherwiseMillis())) {
            broken("presence wrong while nodes join for " + watch.wrongOtherwiseMillis() + " ms (promised: "
                    + JOINED.toMillis() + "): at " + FaultNode.name(watch.node().number()) + " "
                    + watch.worstOtherwise());
        }
        if (!isKept(Scene.PRESENCE_RIGHT, watch.wrongAfterLossMillis())) {
            broken("presence wrong for " + watch.wrongAfterLossMillis() + " ms (promised: 1000): " + watch.worst());
        }
    }

    private boolean isKept(Duration promised, long millis) {
        return millis <= promised.toMillis() * slack;
    }

    private static OptionalLong longer(long millis, OptionalLong before) {
        return OptionalLong.of(Math.max(millis, before.orElse(0)));
    }
}
