package org.carotene.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each side of a split says of itself, and the smaller one that refuses publications. */
@Timeout(240)
final class MinorityIT {

    private static final Duration DETECTED = Duration.ofSeconds(20);
    private static final Duration HEALED = Duration.ofSeconds(30);
    private static final String REFUSAL = "this side is the minority and takes no publications";

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        assumeTrue(CutNetwork.isPossible(), "needs root and iproute2, for network namespaces: skipped");
    }

    @Test
    void split_twoAndOne_theOneRefusesPublicationsUntilItIsHealed() throws Exception {
        try (FaultRun run = new FaultRun(directory, 3, "  minority: refuse")) {
            run.startAll();
            Operator larger = new Operator(run.node(1));
            Operator smaller = new Operator(run.node(3));
            int[] sides = {1, 1, 2};

            run.network().split(sides);
            run.await("split seen", DETECTED, () -> run.seen().isSplit(sides));
            run.await("refusal", DETECTED, () -> smaller.publish("room", "1").status() == 503);

            assertThat(smaller.publish("room", "1"))
                    .returns("1", Operator.Answer::retryAfter)
                    .satisfies(answer -> assertThat(answer.body()).contains("\"code\":304"));
            run.await(
                    "clients told",
                    DETECTED,
                    () -> run.recorders().stream()
                            .filter(recorder -> recorder.node() == 3 && recorder.talks())
                            .allMatch(recorder -> recorder.infos().stream().anyMatch(info -> info.contains("304: "))));
            assertThat(smaller.named("lost")).containsExactly("n1@host", "n2@host");
            assertThat(smaller.cluster().path("minority").asBoolean()).isTrue();
            assertThat(smaller.cluster().path("refuses_publications").asBoolean())
                    .isTrue();
            assertThat(smaller.ready()).startsWith("200 ").contains("n1@host, n2@host", REFUSAL);
            assertThat(smaller.figure("carotene_cluster_minority")).isEqualTo(1);
            assertThat(smaller.figure("carotene_cluster_nodes_lost")).isEqualTo(2);
            assertThat(smaller.figure("carotene_cluster_publications_refused_in_minority_total"))
                    .isPositive();
            for (String said : List.of("Node lost n1@host", "This side is the minority of a cluster of 3 nodes")) {
                run.node(3).process().awaitLine(said);
            }
            run.connect(3);
            Set<String> there = run.recorders().stream()
                    .filter(recorder -> recorder.node() == 3)
                    .map(Recorder::user)
                    .collect(Collectors.toSet());
            run.await(
                    "presence goes on",
                    DETECTED,
                    () -> run.node(3)
                            .present(Recorder.CHANNEL)
                            .filter(there::equals)
                            .isPresent());

            assertThat(larger.publish("room", "2").status()).isEqualTo(204);
            assertThat(larger.named("lost")).containsExactly("n3@host");
            assertThat(larger.cluster().path("minority").asBoolean()).isFalse();
            assertThat(larger.ready())
                    .startsWith("200 ")
                    .contains("crashed or cut off: [n3@host]")
                    .doesNotContain(REFUSAL);
            assertThat(larger.figure("carotene_cluster_minority")).isZero();
            assertThat(larger.figure("carotene_cluster_nodes_lost")).isEqualTo(1);
            assertThat(larger.figure("carotene_cluster_publications_while_split_total"))
                    .isPositive();
            run.node(1).process().awaitLine("Node lost n3@host");

            run.network().joinAll(sides);
            run.await("healed", HEALED, run.seen()::isOne);
            assertThat(smaller.publish("room", "3").status()).isEqualTo(204);
            assertThat(smaller.cluster().path("minority").asBoolean()).isFalse();
            assertThat(smaller.figure("carotene_cluster_minority")).isZero();
            run.node(3).process().awaitLine("takes publications again");
            run.await("presence", HEALED, run.seen()::isPresenceRight);
            assertThat(run.seen().closes()).isEmpty();

            // Of a process that has ended its machine says so, once it is reached; that of a node that is cut off does
            // not.
            run.network().cut(3, 2);
            run.node(1).signal("KILL");
            run.node(2).signal("KILL");
            run.await("both lost", DETECTED, () -> smaller.named("lost").size() == 2);
            run.pause(3_000);
            assertThat(smaller.publish("room", "4").status()).isEqualTo(503);
            run.network().join(3, 2);
            run.await("service", DETECTED, () -> smaller.publish("room", "5").status() == 204);
            assertThat(smaller.named("lost")).hasSize(2);
        }
    }
}
