package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.launcher.NodeProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is not let into a cluster, and what both sides are told about it. */
@Timeout(120)
final class RefusalIT {

    private static final String ONE = "chat1@localhost";
    private static final String TWO = "chat2@localhost";
    private static final String DETECTION = "  failure_detection_timeout: 2 s";
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String TAKEN = "Not let into the cluster: a node named " + ONE
            + " is in the cluster already; set another node_name, or stop that node";
    private static final String OTHER_SECRET = "Not let into the cluster: the node has another cluster.secret than this"
            + " cluster; set the same on all nodes";

    @TempDir
    private Path directory;

    private Nodes nodes;

    @BeforeEach
    void makeNodes() {
        nodes = new Nodes(directory);
    }

    @AfterEach
    void killNodes() {
        nodes.close();
    }

    @Test
    void start_nameThatIsTaken_triesForTwiceTheDetectionTimeAndEnds() throws Exception {
        NodeProcess one = nodes.start(ONE, DETECTION).awaitReady();
        ChatClient client = ChatClient.on(one).subscribe("lobby");

        NodeProcess other = nodes.start(ONE, DETECTION);

        assertTriedAndEnded(other, TAKEN);
        one.awaitLine("Refused the node " + ONE + " at [" + nodes.address() + "]: " + TAKEN);
        one.awaitNodes(ONE);
        assertThat(client.isOpen()).isTrue();
        client.assertNothingMore();
    }

    @Test
    void start_twoOfOneNameAtTheSameInstant_exactlyOneGetsIn() {
        NodeProcess two = nodes.start(TWO, DETECTION).awaitReady();
        for (int round = 0; round < 2; round++) {
            NodeProcess one = nodes.start(ONE, DETECTION);
            NodeProcess other = nodes.start(ONE, DETECTION);
            await().atMost(60, TimeUnit.SECONDS).until(() -> !one.isAlive() || !other.isAlive());

            NodeProcess in = one.isAlive() ? one : other;
            NodeProcess out = one.isAlive() ? other : one;
            in.awaitReady().awaitNodes(ONE, TWO);
            two.awaitNodes(ONE, TWO);
            assertThat(out.awaitExit()).isEqualTo(1);
            out.awaitLine("ERROR Not let into the cluster: a node named " + ONE);
            assertThat(in.stop()).isZero();
            two.awaitNodes(TWO);
        }
    }

    @Test
    void start_nameThatIsFreedMeanwhile_isLetIn() {
        // It tries for twice as long, in which the former is to have stopped, however busy the machine.
        String detection = "  failure_detection_timeout: 15 s";
        NodeProcess two = nodes.start(TWO, detection);
        NodeProcess former = nodes.start(ONE, detection).awaitReady();
        two.awaitReady().awaitNodes(ONE, TWO);
        NodeProcess other = nodes.start(ONE, detection);
        other.awaitLine(TAKEN + "; trying again");

        former.stop();

        other.awaitReady().awaitNodes(ONE, TWO);
        two.awaitNodes(ONE, TWO);
    }

    @Test
    void start_formerSelfHangs_isLetInWhenThatIsNoticed() throws Exception {
        NodeProcess two = nodes.start(TWO, DETECTION);
        NodeProcess former = nodes.start(ONE, DETECTION).awaitReady();
        two.awaitReady().awaitNodes(ONE, TWO);
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(former.pid()))
                        .start()
                        .waitFor())
                .isZero();

        NodeProcess again = nodes.start(ONE, DETECTION);

        again.awaitReady().awaitNodes(ONE, TWO);
        two.awaitLine("Node lost " + ONE);
        two.awaitNodes(ONE, TWO);
    }

    @Test
    void start_anotherSecretOrNone_triesForTwiceTheDetectionTimeAndEnds() {
        // The oldest is the one that refuses.
        NodeProcess one = nodes.start(ONE, DETECTION, "  secret: correct horse").awaitReady();
        NodeProcess two = nodes.start(TWO, DETECTION, "  secret: correct horse").awaitReady();

        NodeProcess stranger = nodes.start("chat3@localhost", DETECTION, "  secret: battery staple");
        NodeProcess without = nodes.start("chat4@localhost", DETECTION);

        assertTriedAndEnded(stranger, OTHER_SECRET);
        String none = "Not let into the cluster: this cluster has a cluster.secret and the node has none; set the same"
                + " on all nodes";
        assertTriedAndEnded(without, none);
        one.awaitLine("Refused the node chat3@localhost at [" + nodes.address() + "]: " + OTHER_SECRET);
        one.awaitLine("Refused the node chat4@localhost at [" + nodes.address() + "]: " + none);
        one.awaitNodes(ONE, TWO);
        two.awaitNodes(ONE, TWO);
        assertThat(one.lines()).noneMatch(line -> line.contains("correct horse") || line.contains("battery"));
    }

    /** It says why, tries again, and ends with the same words; nothing else is said. */
    private static void assertTriedAndEnded(NodeProcess node, String why) {
        assertThat(node.awaitExit()).isEqualTo(1);

        // On a busy machine it tries for so long that its operator can ask it why.
        List<String> lines = Nodes.lines(node).stream()
                .filter(line -> !line.contains("Admin API listening"))
                // Where the machine has none for us.
                .filter(line -> !line.contains("without io_uring"))
                .toList();
        assertThat(lines).as("start, port, refusal, end").hasSize(4);
        assertThat(lines.get(2)).endsWith(why + "; trying again for up to " + PATIENCE.toSeconds() + " s");
        assertThat(lines.get(3)).endsWith(why);
        assertThat(Duration.between(time(lines.get(2)), time(lines.get(3))))
                .isBetween(PATIENCE, PATIENCE.multipliedBy(5));
    }

    private static LocalDateTime time(String line) {
        return LocalDateTime.parse(line.substring(0, 23).replace(' ', 'T'));
    }
}
