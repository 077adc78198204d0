package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignite;
import org.carotene.channel.Published;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publications, interest and topology over three real Ignite nodes. */
@Timeout(60)
class IgniteClusterIT {

    @TempDir
    static Path work;

    private static IgniteNodes nodes;
    private static List<Ignite> ignites;

    private TestGateway one;
    private TestGateway two;
    private TestGateway three;

    @BeforeAll
    static void startNodes() {
        nodes = new IgniteNodes(work);
        ignites = nodes.start(3);
    }

    @AfterAll
    static void stopNodes() {
        nodes.close();
    }

    @BeforeEach
    void attach() throws Exception {
        one = new TestGateway("node1@localhost").attach(ignites.get(0));
        two = new TestGateway("node2@localhost").attach(ignites.get(1));
        three = new TestGateway("node3@localhost").attach(ignites.get(2));
        await().until(() -> knowsInterest(one) && knowsInterest(two) && knowsInterest(three));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        three.close();
    }

    @Test
    void publish_settledInterest_reachesExactlyTheNodesWithSubscribers() {
        two.subscribe("news");
        three.subscribe("sport");
        await().until(() -> wanted(one) == 2);

        Published published = one.publish("news", "1");

        assertThat(published).isEqualTo(Published.ACCEPTED);
        await().until(() -> two.lane.count() == 1);
        assertThat(two.lane.payloads()).containsExactly("1");
        assertThat(one.figure("carotene_cluster_frames_sent", "publication")).isEqualTo(1);
        assertThat(three.figure("carotene_cluster_frames_received", "publication"))
                .isZero();
        assertThat(one.lane.count()).isZero();
    }

    private static boolean knowsInterest(TestGateway gateway) {
        List<BusHealth.Link> links = gateway.cluster.busHealth().links();
        return links.size() == 2 && links.stream().allMatch(BusHealth.Link::interestKnown);
    }

    private static int wanted(TestGateway gateway) {
        return (int) gateway.figure("carotene_cluster_channels_wanted", "");
    }
}
