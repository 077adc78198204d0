package org.carotene.faults;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.carotene.launcher.BrokenThread;
import org.carotene.launcher.Inside;

/** All that is tried, in the order of the table. */
final class Scenarios {

    /** A tenth of it where the machine has nothing else to do. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final Duration NON_TRANSITIVE = Duration.ofSeconds(12);
    private static final Duration ASYMMETRIC = Duration.ofSeconds(15);
    private static final Duration HUNG = Duration.ofSeconds(8);
    private static final Duration DEAF = Duration.ofSeconds(25);
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

    static final Scenario BACK_AT_ONCE =
            new Scenario("kill -9, and the node is started again in the same moment", 3, run -> {
                run.kill(3);
                run.start(3);
                run.detect(AT_ONCE, run::isForgotten);
                run.admit(3);
                run.heal(HEALED);
            });

    static final Scenario BACK_UNNOTICED =
            new Scenario("power lost, and the node is back before anybody has noticed", 3, run -> {
                run.network().silence(3);
                run.kill(3);
                run.start(3).process().awaitLine("server listening to port");
                run.note(run.isForgotten() ? "noticed before it was back" : "noticed after it was back");
                run.detect(HUNG, run::isForgotten);
                run.admit(3);
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

    static final Scenario DEAF_PAIR =
            new Scenario("two nodes between which no messages pass, while the ring is whole", 2, run -> {
                List<Operator> both = List.of(new Operator(run.node(1)), new Operator(run.node(2)));
                run.cutNow(1, 2);
                run.network().mute(1, 2);
                run.network().mute(2, 1);
                long told = run.await("both say so, one is not ready", DEAF, () -> {
                    List<String> said = both.stream().map(Operator::ready).toList();
                    return said.stream().allMatch(text -> text.contains("o messages pass between"))
                            && said.stream()
                                            .filter(text -> text.startsWith("503 "))
                                            .count()
                                    == 1;
                });
                run.note("told after " + told / 1_000 + " s, and the younger one has left so much later");
                run.detect(DEAF, 1, 2);
                run.pause(APART_MILLIS);
                run.network().unmute(1, 2);
                run.network().unmute(2, 1);
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
                run.detect(
                        NON_TRANSITIVE,
                        () -> run.seen().isLeftOut(1, 1, 2) || run.seen().isLeftOut(1, 2, 2));
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
            new Scenario("a channel's owner and its backup killed together, two of four nodes", 4, run -> {
                List<Integer> holders = Holders.of(Recorder.CHANNEL, run.node(1), run.directory());
                run.expect(holders.size() == 2, "holders " + holders + " (expected: an owner and a backup)");
                run.kill(holders.toArray(Integer[]::new));
                run.detect(AT_ONCE, run::isForgotten);
                run.pause(4_000);
                for (int holder : holders) {
                    run.restart(holder);
                }
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

    static final Scenario IGNITE_MAIN =
            new Scenario("split 2|1 under ignite.sh with our main class", 3, Kind.IGNITE_MAIN, run -> {
                run.split(1, 1, 2);
                run.pause(APART_MILLIS);
                run.joinAndHeal(1, 1, 2);
            });

    static final Scenario LOSSY = new Scenario(
            "5 % loss and 100 ms delay for a minute: no alarm",
            3, Kind.LOSSY, run -> {
                run.network().lose(0.05, Duration.ofMillis(100));
                run.pause(60_000);
                run.network().lose(0, Duration.ZERO);
                run.pause(5_000);
                run.expectNoLoss();
            });

    static final Scenario BUSY = new Scenario(
            "still for 2 s for its garbage collector, and all CPUs taken for 15 s: no alarm",
            3,
            Kind.LARGE_HEAP,
            run -> {
                long millis = LongCollection.in(run.node(2), run.directory(), 2_000);
                run.expect(millis >= 2_000, "longest collection: " + millis + " ms (expected: 2000 or more)");
                run.note("collection of " + millis + " ms");
                run.pause(2_000);
                run.burn(2 * Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(15));
                run.pause(2_000);
                run.expectNoLoss();
            });

    static final Scenario CRITICAL = new Scenario("a thread that Ignite cannot live without ends", 3, run -> {
        run.cutNow(1, 1, 2);
        Inside.run(run.node(3).process(), run.directory(), BrokenThread.class, "");
        run.node(3).process().awaitLine("Replacing the Ignite node");
        run.heal(HEALED);
    });

    static final Scenario JOIN_CUT = new Scenario("cut off while it joins", 3, run -> {
        for (int i = 0; i < 3; i++) {
            run.kill(3);
            run.detect(AT_ONCE, 1, 1, 2);
            run.start(3).process().awaitLine("server listening to port");
            run.pause(i * 250L);
            run.network().split(1, 1, 2);
            run.pause(8_000);
            run.network().joinAll(1, 1, 2);
            run.admit(3);
            // A start that waits for nodes that it had found is given up after 20 s.
            run.heal(HEALED.plusSeconds(20));
        }
    });

    static final Scenario CROWD = new Scenario("split 2|1 with 10,000 connected users", 3, run -> {
        Crowd crowd = run.crowd("crowd");
        for (int node = 1; node <= 3; node++) {
            crowd.connect(run.node(node).address(), node == 3 ? 3_334 : 3_333, "k" + node + "-");
        }
        run.talkTo("crowd", 1, 1, 2, 3);
        run.split(1, 1, 2);
        run.pause(APART_MILLIS);
        run.joinAndHeal(1, 1, 2);
        run.await(
                "10,000 users present",
                Duration.ofSeconds(10),
                () -> run.node(1).present("crowd").map(Set::size).orElse(0) == 10_000);
        crowd.forgetHeard();
        run.await("all of the crowd hear", Duration.ofSeconds(30), () -> crowd.heard() == 10_000);
        run.expect(crowd.closed.get() == 0, crowd.closed + " of the crowd closed");
        run.expect(crowd.repeatedOrReordered.get() == 0, crowd.repeatedOrReordered + " repeated or reordered");
        run.note("crowd: 10,000 connections, " + crowd.closed + " closed, " + crowd.received + " deliveries");
    });

    static final Scenario JOIN_UNDER_LOAD =
            new Scenario("a node joins and leaves while 20,000 deliveries/s flow", 3, run -> {
                run.kill(3);
                run.detect(AT_ONCE, 1, 1, 2);
                Crowd crowd = run.crowd("crowd");
                crowd.connect(run.node(1).address(), 100, "");
                crowd.connect(run.node(2).address(), 100, "");
                run.talkTo("crowd", 100, 1, 2, 1, 2);
                run.pause(5_000);
                run.measureStall(crowd, "flowing");
                run.restart(3);
                run.heal(HEALED);
                run.measureStall(crowd, "joining");
                run.drain(3);
                run.detect(AT_ONCE, 1, 1, 2);
                run.pause(2_000);
                run.measureStall(crowd, "leaving");
                run.restart(3);
                run.heal(HEALED);
                run.kill(3);
                run.detect(AT_ONCE, 1, 1, 2);
                run.pause(2_000);
                run.measureStall(crowd, "joining and crashing");
                run.expect(
                        crowd.closed.get() + crowd.lost.get() + crowd.repeatedOrReordered.get() == 0,
                        "crowd: closed " + crowd.closed + ", lost " + crowd.lost + ", repeated or reordered "
                                + crowd.repeatedOrReordered);
                run.note(crowd.received + " deliveries, none lost, repeated or reordered");
            });

    static final List<Scenario> ALL = List.of(
            KILL,
            BACK_AT_ONCE,
            BACK_UNNOTICED,
            SHORT_HANG,
            LONG_HANG,
            PAIR_HANG,
            DEAF_PAIR,
            TWO_ONE,
            ONE_ONE_ONE,
            TWO_TWO,
            ONE_WAY,
            NON_TRANSITIVE_CUT,
            TWICE,
            FLAPS,
            RESTART_APART,
            FOUR_LOSE_TWO,
            CLEANER,
            CRITICAL,
            JOIN_CUT,
            BUSY,
            LOSSY,
            IGNITE_MAIN,
            CROWD,
            JOIN_UNDER_LOAD);

    /** For every run of the tests. */
    static final List<Scenario> SHORT = List.of(
            new Scenario(
                    "two nodes under ignite.sh, one hangs for 10 s and resumes", 2, Kind.IGNITE_MAIN, PAIR_HANG.play()),
            new Scenario("split 2|1 of two versions, then a node that is back unnoticed", 3, Kind.UPGRADE, run -> {
                TWO_ONE.play().on(run);
                BACK_UNNOTICED.play().on(run);
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
