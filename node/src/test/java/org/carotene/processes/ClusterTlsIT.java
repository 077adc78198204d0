package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS between nodes: who has a certificate of the cluster's authorities is in, whoever has not is told why not. */
@Timeout(120)
final class ClusterTlsIT {

    private static final String ONE = "chat1@localhost";
    private static final String TWO = "chat2@localhost";
    private static final String THREE = "chat3@localhost";
    private static final String DETECTION = "  failure_detection_timeout: 2 s";

    @TempDir
    private Path directory;

    private TestCertificates made;
    private Nodes nodes;

    @BeforeEach
    void makeNodes() {
        nodes = new Nodes(directory);
        made = new TestCertificates(directory)
                .authority("root", "root")
                .signed("one", "root")
                .signed("two", "root");
    }

    @AfterEach
    void killNodes() {
        nodes.close();
    }

    @Test
    void start_certificateOfTheAuthority_joinsAndOthersAreKeptOut() throws Exception {
        made.authority("other", "other").signed("stranger", "other");
        NodeProcess one = nodes.start(ONE, DETECTION, ssl("one", "root")).awaitReady();
        NodeProcess two = nodes.start(TWO, DETECTION, ssl("two", "root")).awaitReady();
        one.awaitNodes(ONE, TWO);
        ChatClient alice = ChatClient.on(one).subscribe("lobby");
        ChatClient bob = ChatClient.on(two).subscribe("lobby");
        ChatClient.settle("lobby", List.of(alice, bob));

        // One after the other, since they would meet each other too.
        NodeProcess without = nodes.start("plain@localhost", DETECTION);
        assertEnded(without, "speaks TLS and this node has no cluster.ssl; set it on all nodes or on none");
        // It takes the others' certificates; they do not take its own.
        NodeProcess stranger = nodes.start("stranger@localhost", DETECTION, ssl("stranger", "root", "other"));
        assertEnded(stranger, "one of the two does not take the other's certificate and says so in its log");

        assertThat(Stream.of(one, two).flatMap(node -> node.lines().stream()))
                .anyMatch(line -> line.contains("Refused the certificate of CN=stranger at 127."));
        one.awaitNodes(ONE, TWO);
        two.awaitNodes(ONE, TWO);
        alice.publish("lobby", "still here");
        assertThat(bob.texts(1)).containsExactly("still here");
    }

    @Test
    void start_othersHaveNoTls_isToldSo() {
        NodeProcess one = nodes.start(ONE, DETECTION).awaitReady();

        NodeProcess other = nodes.start(TWO, DETECTION, ssl("two", "root"));

        assertEnded(other, "it has no cluster.ssl, or");
        one.awaitNodes(ONE);
    }

    @Test
    void start_certificateThatOthersWouldRefuse_endsAtOnceAndNamesTheFile() {
        made.authority("other", "other");

        NodeProcess node = nodes.start(ONE, ssl("one", "other"));

        assertThat(node.awaitExit()).isEqualTo(1);
        node.awaitLine("cluster.ssl.certfile: " + made.file("one.crt") + ": other nodes will refuse it: ");
    }

    @Test
    void renew_filesOfARunningNode_areTakenForNewConnections() throws Exception {
        NodeProcess one = nodes.start(ONE, DETECTION, ssl("one", "root")).awaitReady();
        made.authority("next", "next").signed("one2", "next").signed("three", "next");

        made.put("one-authorities.pem", "root.crt", "next.crt");
        made.put("one.key", "one2.key");
        made.put("one.crt", "one2.crt");

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> one.get("/metrics").body().contains("carotene_cluster_tls_renewals_total 1"));
        one.awaitLine("TLS between nodes with the certificate of CN=one2");
        NodeProcess three = nodes.start(THREE, DETECTION, ssl("three", "next")).awaitReady();
        one.awaitNodes(ONE, THREE);
        ChatClient alice = ChatClient.on(one).subscribe("lobby");
        ChatClient bob = ChatClient.on(three).subscribe("lobby");
        ChatClient.settle("lobby", List.of(alice, bob));
    }

    @Test
    void heal_twoSidesWithTls_becomeOne() throws Exception {
        NodeProcess one = nodes.start(ONE, DETECTION, ssl("one", "root")).awaitReady();
        ChatClient alice = ChatClient.on(one).subscribe("lobby");
        // It does not look for the other, and is found by it.
        NodeProcess two = nodes.startWith(NodeProcess.settings(TWO, nodes.address())
                        .replace("nodes_in_cluster: [" + nodes.address() + "]", "nodes_in_cluster: []")
                + DETECTION + "\n" + ssl("two", "root") + "\n");
        two.awaitReady();
        ChatClient bob = ChatClient.on(two).subscribe("lobby");

        one.awaitNodes(ONE, TWO);
        two.awaitNodes(ONE, TWO);

        two.awaitLine("The Ignite node has been replaced");
        ChatClient.settle("lobby", List.of(alice, bob));
        assertThat(alice.isOpen() && bob.isOpen()).isTrue();
    }

    private static void assertEnded(NodeProcess node, String why) {
        assertThat(node.awaitExit()).isEqualTo(1);
        String last = node.lines().get(node.lines().size() - 1);
        assertThat(last).contains("ERROR Not let into the cluster: ").contains(why);
    }

    private String ssl(String name, String... authorities) {
        String[] files =
                Stream.of(authorities).map(authority -> authority + ".crt").toArray(String[]::new);
        Path all = made.put(name + "-authorities.pem", files);
        return "  ssl:\n    certfile: " + made.file(name + ".crt") + "\n    keyfile: " + made.file(name + ".key")
                + "\n    cacertfile: " + all;
    }
}
