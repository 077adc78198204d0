package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.ExampleBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of three nodes hangs, and nobody has noticed yet: the others go on. */
@Timeout(120)
final class HungNodeIT {

    private static final String[] NAMES = {"chat1@localhost", "chat2@localhost", "chat3@localhost"};

    @TempDir
    private Path directory;

    private ExampleBackend backend;
    private Nodes nodes;
    private NodeProcess one;
    private NodeProcess two;
    private NodeProcess three;

    @BeforeEach
    void startNodes() throws Exception {
        backend = ExampleBackend.start();
        nodes = new Nodes(directory);
        one = start(NAMES[0]);
        two = start(NAMES[1]);
        three = start(NAMES[2]);
        for (NodeProcess node : List.of(one, two, three)) {
            node.awaitReady().awaitNodes(NAMES);
        }
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
        backend.close();
    }

    @Test
    void fault9_hungNode_othersTalkAndWhoeverAsksForPresenceIsAnswered() throws Exception {
        ChatClient alice = ChatClient.on(one).signIn("alice").subscribe("lobby");
        ChatClient bob = ChatClient.on(two).signIn("bob").subscribe("lobby");
        ChatClient carol = ChatClient.on(three).signIn("carol").subscribe("lobby");
        ChatClient.settle("lobby", List.of(alice, bob, carol));

        hang(two);

        // On each of the channels: their rows are on different nodes, those of some on the one that hangs.
        for (int i = 0; i < 8; i++) {
            String channel = "room" + i;
            alice.subscribe(channel);
            String answer = alice.send("{\"presence\":\"" + channel + "\"}").next();
            assertThat(answer)
                    .isIn(
                            "{\"type\":\"presence\",\"subscribers\":[\"alice\"],\"channel\":\"" + channel + "\"}",
                            "{\"type\":\"info\",\"payload\":\"302: presence cannot be answered right now, try again"
                                    + " later\"}");
            assertThat(three.get("/api/channels/" + channel + "/presence").statusCode())
                    .isIn(200, 503);
            alice.publish("lobby", "while it hangs " + i);
            assertThat(carol.texts(1)).containsExactly("while it hangs " + i);
            assertThat(alice.texts(1)).containsExactly("while it hangs " + i);
        }
        one.awaitNodes(NAMES[0], NAMES[2]);
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(presence(one)).isEqualTo("[\"alice\",\"carol\"]"));
        alice.assertNothingMore();
    }

    private NodeProcess start(String name) {
        return nodes.start(
                name,
                "presence: true",
                "presence.answer_timeout: 2s",
                "authenticate_url: " + backend.path("/authenticate"));
    }

    private static String presence(NodeProcess node) {
        HttpResponse<String> answer = node.get("/api/channels/lobby/presence");
        return answer.body();
    }

    private static void hang(NodeProcess node) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(node.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
