package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carotene.launcher.NodeProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads on the console while nodes come, go and are lost: plain lines, and no others. */
@Timeout(120)
final class OperatorLogIT {

    private static final String ONE = "chat1@localhost";
    private static final String TWO = "chat2@localhost";
    private static final String THREE = "chat3@localhost";

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
    void console_peersJoinAreKilledAndLeave_saysExactlyThat() throws Exception {
        NodeProcess one = nodes.start(ONE).awaitReady().awaitNodes(ONE);
        NodeProcess two = nodes.start(TWO).awaitReady();
        one.awaitNodes(ONE, TWO);
        NodeProcess three = nodes.start(THREE).awaitReady();
        one.awaitNodes(ONE, TWO, THREE);
        two.awaitNodes(ONE, TWO, THREE);

        killWhilePublicationsFlow(three, one, two);
        one.awaitNodes(ONE, TWO);
        two.awaitNodes(ONE, TWO);
        assertThat(two.stop()).isZero();
        one.awaitNodes(ONE);
        one.stop();

        assertLines(
                one,
                "INFO  Starting Carotene node " + ONE,
                "INFO  HTTP server listening to port " + one.port(),
                "INFO  Node started " + ONE,
                "INFO  Nodes in cluster [" + ONE + "]",
                "INFO  Nodes in cluster [" + ONE + ", " + TWO + "]",
                "INFO  Nodes in cluster [" + ONE + ", " + TWO + ", " + THREE + "]",
                "WARN  Node lost " + THREE,
                "INFO  Nodes in cluster [" + ONE + ", " + TWO + "]",
                "INFO  Nodes in cluster [" + ONE + "]",
                "INFO  Stopping Carotene node " + ONE,
                "INFO  Node stopped " + ONE);
        assertLines(
                two,
                "INFO  Starting Carotene node " + TWO,
                "INFO  HTTP server listening to port " + two.port(),
                "INFO  Node started " + TWO,
                "INFO  Nodes in cluster [" + ONE + ", " + TWO + "]",
                "INFO  Nodes in cluster [" + ONE + ", " + TWO + ", " + THREE + "]",
                "WARN  Node lost " + THREE,
                "INFO  Nodes in cluster [" + ONE + ", " + TWO + "]",
                "INFO  Stopping Carotene node " + TWO,
                "INFO  Node stopped " + TWO);
    }

    @Test
    void console_stoppedWhileItStarts_saysSo() {
        NodeProcess node = nodes.start(ONE);
        node.awaitLine("HTTP server listening");

        assertThat(node.stop()).isZero();

        await().untilAsserted(() -> assertThat(Nodes.lines(node))
                .anyMatch(line -> line.endsWith("Stopping Carotene node " + ONE))
                .last()
                .asString()
                .endsWith("Node stopped " + ONE));
    }

    @Test
    void ignitesLog_peerIsKilled_hasWhatTheConsoleLeavesOut() throws Exception {
        NodeProcess one = nodes.start(ONE).awaitReady();
        NodeProcess two = nodes.start(TWO).awaitReady();
        one.awaitNodes(ONE, TWO);

        two.kill();

        one.awaitNodes(ONE);
        Path full = directory.resolve("node0").resolve("ignite.log");
        await().untilAsserted(() -> assertThat(Files.readString(full)).contains("Topology snapshot", "Node FAILED"));
    }

    /** Both of the others are sending to it when it goes. */
    private static void killWhilePublicationsFlow(NodeProcess victim, NodeProcess... others) throws Exception {
        ChatClient listener = ChatClient.on(victim).subscribe("lobby");
        List<ChatClient> publishers = List.of(ChatClient.on(others[0]), ChatClient.on(others[1]));
        for (ChatClient publisher : publishers) {
            publisher.subscribe("lobby");
        }
        ChatClient.settle("lobby", List.of(listener, publishers.get(0), publishers.get(1)));
        flood(publishers);
        victim.kill();
        flood(publishers);
    }

    private static void flood(List<ChatClient> publishers) {
        for (int i = 0; i < 5_000; i++) {
            for (ChatClient publisher : publishers) {
                publisher.publish("lobby", "hello");
            }
        }
    }

    /** All that the node has printed, but for the time. */
    private static void assertLines(NodeProcess node, String... expected) {
        // The process may have ended before the last of its output has been read.
        await().untilAsserted(() -> assertThat(Nodes.lines(node))
                .filteredOn(line -> !line.contains("INFO  Admin API listening at http://127.0.0.1:"))
                .hasSize(Nodes.lines(node).size() - 1)
                // Where the machine has none for us.
                .filteredOn(line -> !line.contains("without io_uring"))
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", ""))
                .containsExactly(expected));
    }
}
