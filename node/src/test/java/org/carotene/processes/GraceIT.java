package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.LocalBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The grace period: who connects again in time has never been away, whether the connection went or its node. */
@Timeout(180)
final class GraceIT {

    private static final String ONE = "chat1@localhost";
    private static final String TWO = "chat2@localhost";
    private static final String THREE = "chat3@localhost";
    private static final long GRACE_SECONDS = 12;
    private static final int CHANNELS = 8;

    @TempDir
    private Path directory;

    private Nodes nodes;
    private LocalBackend backend;

    @BeforeEach
    void makeNodes() throws IOException {
        nodes = new Nodes(directory);
        backend = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
    }

    @AfterEach
    void killNodes() {
        nodes.close();
        backend.close();
    }

    @Test
    void connection_goesAndReturns_userIsPresentThroughoutAndGoesWhenItDoesNot() throws Exception {
        NodeProcess one = start(ONE).awaitReady();
        ChatClient anna = user(one, "anna");
        ChatClient bert = user(one, "bert");
        anna.close();
        awaitWaiting(one, CHANNELS);
        assertMembers("[\"anna\",\"bert\"]", one);
        ChatClient again = user(one, "anna");
        NodeProcess two = start(TWO).awaitReady();
        one.awaitNodes(ONE, TWO);
        awaitAlways("anna", "[\"anna\",\"bert\"]", one, two);
        awaitWaiting(one, 0);
        assertMembers("[\"anna\",\"bert\"]", one, two);

        // On another node: then two nodes speak of her, and one stops.
        long gone = System.nanoTime();
        again.close();
        bert.close();
        awaitWaiting(one, 2 * CHANNELS);
        user(two, "anna");

        awaitAlways("anna", "[\"anna\"]", one, two);
        assertThat(System.nanoTime() - gone).isGreaterThan(TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
    }

    @Test
    void node_killed_itsUsersArePresentUntilTheyReturnOrTheGraceIsOver() throws Exception {
        NodeProcess one = start(ONE).awaitReady();
        NodeProcess two = start(TWO).awaitReady();
        NodeProcess three = start(THREE).awaitReady();
        one.awaitNodes(ONE, TWO, THREE);
        user(one, "anna");
        user(three, "bert");
        user(three, "carl");
        awaitMembers("[\"anna\",\"bert\",\"carl\"]", one, two, three);

        long killed = System.nanoTime();
        three.kill();
        one.awaitNodes(ONE, TWO);
        two.awaitNodes(ONE, TWO);
        assertMembers("[\"anna\",\"bert\",\"carl\"]", one, two);
        user(two, "bert");
        // Its former self does not know who was there; the others do.
        NodeProcess again = start(THREE).awaitReady();
        one.awaitNodes(ONE, TWO, THREE);

        awaitAlways("bert", "[\"anna\",\"bert\"]", one, two, again);
        assertThat(System.nanoTime() - killed).isGreaterThan(TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
    }

    @Test
    void node_ofTwoKilled_itsUsersArePresentUntilTheGraceIsOver() throws Exception {
        NodeProcess one = start(ONE).awaitReady();
        NodeProcess two = start(TWO).awaitReady();
        one.awaitNodes(ONE, TWO);
        user(two, "bert");
        user(two, "carl");
        awaitMembers("[\"bert\",\"carl\"]", one, two);

        two.kill();
        one.awaitNodes(ONE);
        assertMembers("[\"bert\",\"carl\"]", one);
        user(one, "bert");

        awaitAlways("bert", "[\"bert\"]", one);
    }

    private static void awaitWaiting(NodeProcess node, int users) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> node.get("/metrics").body().contains("carotene_presence_grace_waiting " + users + ".0"));
    }

    private NodeProcess start(String name) {
        return nodes.start(
                name,
                "presence:",
                "  enabled: true",
                "  grace_period: " + GRACE_SECONDS + "s",
                "authenticate_url: " + backend.url());
    }

    private static ChatClient user(NodeProcess node, String user) throws Exception {
        ChatClient client = ChatClient.on(node).signIn(user);
        for (int i = 0; i < CHANNELS; i++) {
            client.subscribe("c" + i);
        }
        return client;
    }

    private static void assertMembers(String expected, NodeProcess... nodes) {
        for (NodeProcess node : nodes) {
            assertThat(members(node)).as(node.lines().get(0)).containsOnly(expected);
        }
    }

    private static void awaitMembers(String expected, NodeProcess... nodes) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertMembers(expected, nodes));
    }

    /** Waits for these members alone, and that user is there in every answer until then. */
    private static void awaitAlways(String user, String expected, NodeProcess... nodes) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            boolean reached = true;
            for (NodeProcess node : nodes) {
                for (String members : members(node)) {
                    assertThat(members).contains("\"" + user + "\"");
                    reached &= members.equals(expected);
                }
            }
            return reached;
        });
    }

    private static List<String> members(NodeProcess node) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            all.add(node.get("/api/channels/c" + i + "/presence").body());
        }
        return all;
    }
}
