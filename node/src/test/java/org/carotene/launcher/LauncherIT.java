package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes in processes of their own: their start, their finding each other, their end. */
@Timeout(180)
final class LauncherIT {

    private final String address = NodeProcess.clusterAddress();
    private final List<NodeProcess> started = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void killNodes() {
        started.forEach(NodeProcess::close);
    }

    @Test
    void console_oneNode_logsWhatItDoes() {
        NodeProcess node = start("chat1@localhost").awaitReady();

        node.awaitNodes("chat1@localhost");
        assertThat(messages(node))
                .contains(
                        "Starting Carotene node chat1@localhost",
                        "HTTP server listening to port " + node.port(),
                        "Node started chat1@localhost",
                        "Nodes in cluster [chat1@localhost]");
        assertThat(messages(node)).as("Ignite's noise").hasSizeLessThan(8);
        assertThat(node.stop()).as("exit code").isZero();
        // The process may have ended before the last of its output has been read.
        await().untilAsserted(() -> assertThat(messages(node)).endsWith("Node stopped chat1@localhost"));
    }

    @Test
    void stop_withAClient_tellsItToConnectAgain() {
        NodeProcess node = start("chat1@localhost").awaitReady();
        WebSocketClient client = WebSocketClient.connect(node.port());

        assertThat(node.stop()).isZero();

        assertThat(client.closeCode()).isEqualTo(1012);
    }

    @Test
    void console_threeNodesAtOnce_makeOneCluster() {
        NodeProcess one = start("chat1@localhost");
        NodeProcess two = start("chat2@localhost");
        NodeProcess three = start("chat3@localhost");

        for (NodeProcess node : List.of(one, two, three)) {
            node.awaitReady().awaitNodes("chat1@localhost", "chat2@localhost", "chat3@localhost");
        }
    }

    @Test
    void console_peerComesGoesAndReturns_isLogged() {
        NodeProcess one = start("chat1@localhost").awaitReady().awaitNodes("chat1@localhost");
        NodeProcess two = start("chat2@localhost").awaitReady();
        one.awaitNodes("chat1@localhost", "chat2@localhost");

        two.kill();
        one.awaitNodes("chat1@localhost");
        start("chat2@localhost").awaitReady().awaitNodes("chat1@localhost", "chat2@localhost");

        one.awaitNodes("chat1@localhost", "chat2@localhost");
    }

    @Test
    void console_settingsThatAreWrong_endsWithOne() {
        NodeProcess node = NodeProcess.start(directory, "port: x\nfoo: 1\n");

        assertThat(node.awaitExit()).isEqualTo(1);
        assertThat(node.lines())
                .anySatisfy(line -> assertThat(line).endsWith(".yaml:1: port: 'x' (expected: a number, 0..65535)"))
                .anySatisfy(line -> assertThat(line).endsWith(".yaml:2: foo: unknown key"));
    }

    @Test
    void console_peersElsewhereWithLoopbackAddress_saysWhatToSet() {
        NodeProcess node = NodeProcess.start(directory, "node_name: a@b\nport: 0\nnodes_in_cluster: [192.0.2.1]\n");

        assertThat(node.awaitExit()).isEqualTo(1);
        assertThat(node.lines()).anySatisfy(line -> assertThat(line).contains("expected: cluster.address set to"));
    }

    private NodeProcess start(String name, String... more) {
        Path own = directory.resolve(name + "-" + started.size());
        String yaml = NodeProcess.settings(name, address) + String.join("\n", more) + "\n";
        NodeProcess node = NodeProcess.start(own, yaml);
        started.add(node);
        return node;
    }

    /** The lines without time and level. */
    private static List<String> messages(NodeProcess node) {
        return node.lines().stream()
                .map(line -> line.replaceFirst("^\\S+ \\S+ [A-Z]+ +", ""))
                .toList();
    }
}
