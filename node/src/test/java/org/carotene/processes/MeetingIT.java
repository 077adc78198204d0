package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.carotene.launcher.NodeProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How nodes find each other by the peers in their settings: one cluster results, whoever comes when. */
@Timeout(120)
final class MeetingIT {

    private static final String ONE = "chat1@localhost";
    private static final String TWO = "chat2@localhost";
    private static final String THREE = "chat3@localhost";

    @TempDir
    private Path directory;

    /** As of three machines; the third is where nobody has ever been. */
    private final List<String> addresses =
            List.of(NodeProcess.clusterAddress(), NodeProcess.clusterAddress(), NodeProcess.clusterAddress());

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
    void start_peersAreDown_servesAndTheyComeLater() {
        NodeProcess one = start(ONE, 0).awaitReady().awaitNodes(ONE);
        assertThat(one.get("/health/ready").statusCode()).isEqualTo(200);

        NodeProcess two = start(TWO, 1).awaitReady().awaitNodes(ONE, TWO);

        one.awaitNodes(ONE, TWO);
        NodeProcess three = start(THREE, 2).awaitReady().awaitNodes(ONE, TWO, THREE);
        for (NodeProcess node : List.of(one, two)) {
            node.awaitNodes(ONE, TWO, THREE);
        }
        assertThat(three.get("/api/cluster").body()).contains(ONE, TWO, THREE);
    }

    @Test
    void start_onDifferentAddressesAtTheSameInstant_makesOneCluster() {
        NodeProcess one = start(ONE, 0);
        NodeProcess two = start(TWO, 1);
        NodeProcess three = start(THREE, 2);

        for (NodeProcess node : List.of(one, two, three)) {
            node.awaitReady().awaitNodes(ONE, TWO, THREE);
        }
    }

    @Test
    void start_theFirstHasGoneAndReturns_joinsTheOthers() {
        NodeProcess one = start(ONE, 0).awaitReady();
        NodeProcess two = start(TWO, 1).awaitReady();
        NodeProcess three = start(THREE, 2).awaitReady();
        for (NodeProcess node : List.of(one, two, three)) {
            node.awaitNodes(ONE, TWO, THREE);
        }

        one.kill();
        two.awaitNodes(TWO, THREE);
        NodeProcess again = start(ONE, 0);

        for (NodeProcess node : List.of(again, two, three)) {
            node.awaitReady().awaitNodes(ONE, TWO, THREE);
        }
    }

    @Test
    void start_severalOnOneMachineWithoutPorts_eachTakesItsOwn() {
        NodeProcess one = nodes.start(ONE).awaitReady();
        NodeProcess two = nodes.start(TWO).awaitReady();
        NodeProcess three = nodes.start(THREE).awaitReady();

        for (NodeProcess node : List.of(one, two, three)) {
            node.awaitNodes(ONE, TWO, THREE);
        }
        // The place of one that has gone is free for the next.
        one.kill();
        two.awaitNodes(TWO, THREE);
        nodes.start("chat4@localhost").awaitReady().awaitNodes(TWO, THREE, "chat4@localhost");
    }

    /** A node at one of the addresses that has all of them as its peers, in the original's way of writing. */
    private NodeProcess start(String name, int place) {
        String own = addresses.get(place);
        return nodes.startWith("""
                node_name: %s
                address: 127.0.0.1
                port: 0
                nodes_in_cluster: [chat1@%s, chat2@%s, '%s:47500..47501']
                cluster:
                  address: %s
                """.formatted(name, addresses.get(0), addresses.get(1), addresses.get(2), own));
    }
}
