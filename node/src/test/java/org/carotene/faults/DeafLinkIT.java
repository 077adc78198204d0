package org.carotene.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of one cluster between which no messages pass, while Ignite's ring is whole and notices nothing. */
@Timeout(300)
final class DeafLinkIT {

    private static final Duration NOTICED = Duration.ofSeconds(40);
    private static final Duration ENDED = Duration.ofSeconds(60);
    private static final Duration HEALED = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        assumeTrue(CutNetwork.isPossible(), "needs root and iproute2, for network namespaces: skipped");
    }

    @Test
    void link_deafOneWayThenBoth_isEndedByTheRightNodeAndNobodyIsDisconnected() throws Exception {
        try (FaultRun run = new FaultRun(directory, 3)) {
            run.startAll();
            List<Integer> nodes = byAge(run);
            int oldest = nodes.get(0);
            int middle = nodes.get(1);
            int youngest = nodes.get(2);
            Map<Integer, String> before = ids(run, oldest);

            // One way between the oldest and the youngest: the youngest leaves.
            run.network().mute(oldest, youngest);
            run.await(
                    "noticed by both ends",
                    NOTICED,
                    () -> isNoticed(run, oldest, youngest) && isNoticed(run, youngest, oldest));
            run.await("ended", ENDED, () -> isAlone(run, youngest, oldest, middle));
            assertThat(ids(run, oldest))
                    .as("the others stay")
                    .containsEntry(oldest, before.get(oldest))
                    .containsEntry(middle, before.get(middle));
            String other = FaultNode.name(oldest);
            for (String said : List.of(
                    "Messages do not pass between this node and " + other + ", though it is in the cluster: ",
                    "Replacing the Ignite node: no messages pass between it and [" + other + "]")) {
                run.node(youngest).process().awaitLine(said);
            }
            assertThat(new Operator(run.node(youngest)).figure("carotene_cluster_partings_total"))
                    .isEqualTo(1);
            run.pause(8_000);
            assertThat(isAlone(run, youngest, oldest, middle))
                    .as("it waits for both ways")
                    .isTrue();
            run.network().unmute(oldest, youngest);
            whole(run);

            // Both ways between the oldest and both others: it has more deaf links than they.
            Map<Integer, String> again = ids(run, middle);
            for (int end : List.of(middle, youngest)) {
                run.network().mute(oldest, end);
                run.network().mute(end, oldest);
            }
            Operator cutOff = new Operator(run.node(oldest));
            run.await("not ready", NOTICED, () -> cutOff.ready().startsWith("503 "));
            run.await("ended", ENDED, () -> isAlone(run, oldest, middle, youngest));
            assertThat(ids(run, middle))
                    .as("the others stay")
                    .containsEntry(middle, again.get(middle))
                    .containsEntry(youngest, again.get(youngest));
            run.await("ready alone", ENDED, () -> cutOff.ready().startsWith("200 "));
            for (int end : List.of(middle, youngest)) {
                run.network().unmute(oldest, end);
                run.network().unmute(end, oldest);
            }
            whole(run);
            assertThat(run.seen().closes()).isEmpty();
        }
    }

    @Test
    void health_haltsAndFullLoad_raiseNoAlarm() throws Exception {
        try (FaultRun run = new FaultRun(directory, 3)) {
            run.startAll();
            List<Process> burners = burn(Runtime.getRuntime().availableProcessors() * 2);
            List<String> alarms = new ArrayList<>();
            try {
                for (int halt = 0; halt < 3; halt++) {
                    run.node(2).signal("STOP");
                    run.pause(2_000);
                    run.node(2).signal("CONT");
                    for (int look = 0; look < 10; look++) {
                        alarms(run, alarms);
                        run.pause(200);
                    }
                }
            } finally {
                burners.forEach(Process::destroyForcibly);
            }

            assertThat(alarms).isEmpty();
            assertThat(run.seen().isOne()).isTrue();
            for (int node = 1; node <= 3; node++) {
                assertThat(run.node(node).lines())
                        .noneMatch(line -> line.contains("Messages do not pass") || line.contains("delivered nothing"));
            }
            assertThat(run.seen().closes()).isEmpty();
        }
    }

    private static boolean isNoticed(FaultRun run, int node, int other) {
        Operator operator = new Operator(run.node(node));
        String name = FaultNode.name(other);
        return operator.named("deaf").equals(Set.of(name))
                && operator.figure("carotene_cluster_links_deaf") == 1
                && operator.ready().contains("no messages pass between this node and [" + name + "]");
    }

    /** Whether that node is in a cluster of its own, and the two others in one of theirs. */
    private static boolean isAlone(FaultRun run, int alone, int one, int other) {
        return ids(run, alone).keySet().equals(Set.of(alone))
                && ids(run, one).keySet().equals(Set.of(one, other))
                && ids(run, other).keySet().equals(Set.of(one, other));
    }

    private static void whole(FaultRun run) {
        run.await("healed", HEALED, () -> run.seen().isOne() && run.seen().isPresenceRight());
        long now = System.nanoTime();
        Set<String> all = run.recorders().stream()
                .filter(Recorder::talks)
                .map(Recorder::user)
                .collect(Collectors.toSet());
        run.await(
                "messages of all to all",
                HEALED,
                () -> run.recorders().stream()
                        .allMatch(recorder -> recorder.heardSince(now).equals(all)));
        for (int node = 1; node <= 3; node++) {
            assertThat(new Operator(run.node(node)).named("deaf")).isEmpty();
        }
    }

    private static void alarms(FaultRun run, List<String> alarms) {
        for (int node = 1; node <= 3; node++) {
            Operator operator = new Operator(run.node(node));
            String ready = operator.ready();
            if (!ready.equals("200 {\"status\":\"ok\"}") && !ready.startsWith("0 ")) {
                alarms.add(FaultNode.name(node) + ": " + ready);
            }
        }
    }

    /** The oldest first. */
    private static List<Integer> byAge(FaultRun run) {
        Map<Integer, Integer> byOrder = new TreeMap<>();
        for (JsonNode member : new Operator(run.node(1)).cluster().path("nodes")) {
            byOrder.put(member.path("order").asInt(), number(member));
        }
        return List.copyOf(byOrder.values());
    }

    /** The Ignite nodes of the cluster, as that node sees it. */
    private static Map<Integer, String> ids(FaultRun run, int node) {
        Map<Integer, String> ids = new TreeMap<>();
        for (JsonNode member : new Operator(run.node(node)).cluster().path("nodes")) {
            ids.put(number(member), member.path("id").asText());
        }
        return ids;
    }

    private static int number(JsonNode member) {
        String name = member.path("name").asText();
        return Integer.parseInt(name.substring(1, name.indexOf('@')));
    }

    private static List<Process> burn(int processes) throws IOException {
        List<Process> burners = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            burners.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
        return burners;
    }
}
