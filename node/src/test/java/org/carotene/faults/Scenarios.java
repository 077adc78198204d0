package org.carotene.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All that is tried, in the order of the table. */
final class Scenarios {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration NON_TRANSITIVE = Duration.ofSeconds(11);
    private static final Duration ASYMMETRIC = Duration.ofSeconds(15);
    private static final Duration HUNG = Duration.ofSeconds(7);
    private static final Duration HEALED = Duration.ofSeconds(10);

    /** How long a split lasts: long enough for each side to settle. */
    private static final long APART_MILLIS = 3_000;

    static final Scenario KILL = new Scenario("kill -9, and the node comes back", 3, run -> {
        run.kill(3);
        run.detect(AT_ONCE, 1, 1, 2);
        run.pause(1_000);
        run.restart(3);
        run.heal(HEALED);
    });

    static final Scenario SHORT_HANG = new Scenario("SIGSTOP for 3 s: no alarm", 3, run -> {
        run.hang(3);
        run.pause(3_000);
        run.resume(3);
        run.pause(5_000);
        run.expectNoLoss();
    });

    static final Scenario LONG_HANG = new Scenario("SIGSTOP for 60 s", 3, run -> {
        run.cutNow(1, 1, 2);
        run.hang(3);
        run.detect(HUNG, 1, 1, 2);
        run.pause(60_000 - run.detectMillis());
        run.resume(3);
        run.heal(HEALED);
    });

    static final Scenario PAIR_HANG = new Scenario("two nodes, one hangs for 10 s and resumes", 2, run -> {
        run.cutNow(1, 2);
        run.hang(2);
        run.detect(HUNG, 1, 2);
        run.pause(10_000 - run.detectMillis());
        run.resume(2);
        run.heal(HEALED);
    });

    static final Scenario TWO_ONE = split("split 2|1", 1, 1, 2);
    static final Scenario ONE_ONE_ONE = split("split 1|1|1", 1, 2, 3);
    static final Scenario TWO_TWO = split("split 2|2", 1, 1, 2, 2);

    static final Scenario ONE_WAY = new Scenario("asymmetric cut: 3 opens no connection to 1 and 2", 3, run -> {
        run.cutNow(1, 1, 2);
        run.network().cutConnectionsOf(3, 1);
        run.network().cutConnectionsOf(3, 2);
        run.detect(ASYMMETRIC, 1, 1, 2);
        run.pause(APART_MILLIS);
        run.network().joinConnectionsOf(3, 1);
        run.network().joinConnectionsOf(3, 2);
        run.heal(HEALED);
    });

    static final Scenario NON_TRANSITIVE_CUT =
            new Scenario("non-transitive cut: 1 and 3 do not reach each other", 3, run -> {
                run.cutNow(1, 2, 3);
                run.network().cut(1, 3);
                run.detect(NON_TRANSITIVE, () -> run.isSplit(1, 1, 2) || run.isSplit(1, 2, 2));
                run.pause(20_000);
                run.network().join(1, 3);
                run.heal(HEALED);
            });

    static final Scenario TWICE = new Scenario("two splits in a row, 2|1 and 1|2", 3, run -> {
        run.split(1, 1, 2);
        run.pause(APART_MILLIS);
        run.joinAndHeal(1, 1, 2);
        run.split(1, 2, 2);
        run.pause(APART_MILLIS);
        run.joinAndHeal(1, 2, 2);
    });

    static final Scenario FLAPS = new Scenario("a link that fails three times in a minute", 3, run -> {
        for (int i = 0; i < 3; i++) {
            run.split(1, 1, 2);
            run.pause(5_000);
            run.network().joinAll(1, 1, 2);
            run.pause(8_000);
        }
        // Each leaving doubles the time for which the other side must have answered: 2, 4, 8 s.
        run.heal(HEALED.plusSeconds(16));
    });

    static final Scenario RESTART_APART =
            new Scenario("2|1, and the lone node is killed and started again meanwhile", 3, run -> {
                run.split(1, 1, 2);
                run.kill(3);
                run.restart(3);
                run.pause(APART_MILLIS);
                run.joinAndHeal(1, 1, 2);
            });

    static final Scenario FOUR_LOSE_TWO =
            new Scenario("two of four killed at once: more than there are backups", 4, run -> {
                run.kill(3, 4);
                run.detect(AT_ONCE, 1, 1, 3, 4);
                run.pause(4_000);
                run.restart(3);
                run.restart(4);
                run.heal(HEALED);
            });

    static final Scenario CLEANER = new Scenario("a node killed, then one that removes its rows", 4, run -> {
        run.kill(4);
        run.detect(AT_ONCE, 1, 1, 1, 4);
        // The first cleaning is two seconds after the loss.
        run.pause(1_900);
        run.kill(3);
        run.detect(AT_ONCE, 1, 1, 3, 4);
        run.pause(4_000);
    });

    static final List<Scenario> ALL = Stream.of(
                    KILL,
                    SHORT_HANG,
                    LONG_HANG,
                    PAIR_HANG,
                    TWO_ONE,
                    ONE_ONE_ONE,
                    TWO_TWO,
                    ONE_WAY,
                    NON_TRANSITIVE_CUT,
                    TWICE,
                    FLAPS,
                    RESTART_APART,
                    FOUR_LOSE_TWO,
                    CLEANER)
            .toList();

    /** For every run of the tests. */
    static final List<Scenario> SHORT =
            List.of(PAIR_HANG, new Scenario("split 2|1, then kill -9, and the node comes back", 3, run -> {
                TWO_ONE.play().on(run);
                KILL.play().on(run);
            }));

    private Scenarios() {}

    private static Scenario split(String name, int... sideOf) {
        return new Scenario(name, sideOf.length, run -> {
            run.split(sideOf);
            run.pause(APART_MILLIS);
            run.joinAndHeal(sideOf);
        });
    }
}
