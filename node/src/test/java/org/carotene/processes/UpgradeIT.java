package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.admin.Operator;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.PollingClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of this build and of one that says most things differently, in one cluster, as while it is being upgraded. */
@Timeout(180)
final class UpgradeIT {

    private static final String MAIN = "org.carotene.launcher.Main";
    private static final String OLD = "old@localhost";
    private static final String NEW1 = "new1@localhost";
    private static final String NEW2 = "new2@localhost";
    private static final String QUIET_OLD = "quiet1@localhost";
    private static final String QUIET_NEW = "quiet2@localhost";
    private static final int CHANNELS = 12;

    private final String address = NodeProcess.clusterAddress();
    private final List<NodeProcess> started = new ArrayList<>();

    @TempDir
    private Path directory;

    private LocalBackend backend;

    @BeforeEach
    void startBackend() throws IOException {
        backend = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
    }

    @AfterEach
    void killNodes() {
        started.forEach(NodeProcess::close);
        backend.close();
    }

    @Test
    void cluster_ofTwoVersions_worksBothWaysAndLosesTheOldOneWithoutHarm() throws Exception {
        String next = NextBuild.classPath(directory.resolve("next"));
        NodeProcess old = start(OLD, System.getProperty("java.class.path")).awaitReady();
        NodeProcess one = start(NEW1, next).awaitReady();
        NodeProcess two = start(NEW2, next).awaitReady();
        for (NodeProcess node : List.of(old, one, two)) {
            node.awaitNodes(NEW1, NEW2, OLD);
        }

        // Publications and interest, between all three.
        ChatClient anna = user(old, "anna");
        ChatClient bert = user(one, "bert");
        ChatClient carl = user(two, "carl");
        ChatClient.settle("c0", List.of(anna, bert, carl));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> started.stream()
                        .allMatch(node -> node.get("/metrics")
                                .body()
                                .contains("carotene_cluster_channels_wanted " + CHANNELS + ".0")));
        // Presence, whoever owns the channel.
        awaitMembers("[\"anna\",\"bert\",\"carl\"]");
        // Polls, at the other build's node.
        assertPolledAt(old, one);
        assertPolledAt(two, old);
        assertPolledAt(one, two);
        // What is new is skipped and counted.
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            String figures = old.get("/metrics").body();
            return figures.contains("carotene_cluster_frames_unknown_total ")
                    && !figures.contains("carotene_cluster_frames_unknown_total 0.0");
        });
        assertThat(old.get("/metrics").body()).contains("carotene_cluster_messages_refused_total 0.0");

        // The last old one goes, and comes back: rows change their form in between.
        anna.close();
        assertThat(old.stop()).isZero();
        started.remove(old);
        one.awaitNodes(NEW1, NEW2);
        ChatClient dora = user(one, "dora");
        awaitMembers("[\"bert\",\"carl\",\"dora\"]");
        NodeProcess again = start(OLD, System.getProperty("java.class.path")).awaitReady();
        again.awaitNodes(NEW1, NEW2, OLD);
        ChatClient erna = user(again, "erna");
        ChatClient.settle("c0", List.of(bert, carl, dora, erna));
        awaitMembers("[\"bert\",\"carl\",\"dora\",\"erna\"]");

        // Nodes without presence ask the sessions of the others.
        NodeProcess quietOld = start(QUIET_OLD, System.getProperty("java.class.path"), false);
        NodeProcess quietNew = start(QUIET_NEW, next, false);
        quietOld.awaitReady().awaitNodes(NEW1, NEW2, OLD, QUIET_OLD, QUIET_NEW);
        quietNew.awaitReady().awaitNodes(NEW1, NEW2, OLD, QUIET_OLD, QUIET_NEW);
        awaitMembers("[\"bert\",\"carl\",\"dora\",\"erna\"]");

        // An operator, at either.
        awaitAnswersOfAll(again);
        awaitAnswersOfAll(one);

        // Among themselves the new ones said everything in its new form.
        Set<String> read = new TreeSet<>();
        started.forEach(node -> read.addAll(NextBuild.read(node.lines())));
        assertThat(read)
                .containsExactlyInAnyOrder(
                        "publication",
                        "interest",
                        "row",
                        "poll question",
                        "poll reply",
                        "poll message",
                        "presence question",
                        "presence answer",
                        "session question",
                        "session answer",
                        "operator's question",
                        "peer frame");
        assertThat(started)
                .allSatisfy(node -> assertThat(node.lines())
                        .noneMatch(line -> line.contains("message refused") || line.contains(" ERROR ")));
    }

    @Test
    void start_tooNewForAMember_isRefusedWithWhatToDo() throws Exception {
        NodeProcess old = start(OLD, System.getProperty("java.class.path")).awaitReady();

        NodeProcess tooNew = start(NEW1, NextBuild.classPath(directory.resolve("next"), 3));

        assertThat(tooNew.awaitExit()).isEqualTo(1);
        assertThat(tooNew.lines().get(tooNew.lines().size() - 1))
                .contains("Not let into the cluster: the node's Carotene, ")
                .contains("speaks version 3 of the messages between nodes, and " + OLD)
                .endsWith("speaks 1 (expected: at most one apart); upgrade all nodes by one version after the other");
        old.awaitNodes(OLD);
    }

    /** A client of the one node polls at the other, and sends there. */
    private void assertPolledAt(NodeProcess owner, NodeProcess other) throws Exception {
        PollingClient client = PollingClient.open(owner.port());
        PollingClient there = client.at(other.port());
        assertThat(there.post("{\"subscribe\":\"polled\"}").statusCode()).isEqualTo(204);
        assertThat(there.post("{\"publish\":\"hello\",\"channel\":\"polled\"}").statusCode())
                .isEqualTo(204);
        HttpResponse<String> answer = there.get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("hello");
    }

    private void awaitAnswersOfAll(NodeProcess asked) throws IOException {
        Matcher matcher = Pattern.compile("Admin API listening at (http://[0-9.:]+), token in (.*)")
                .matcher(asked.awaitLine("Admin API listening"));
        assertThat(matcher.find()).isTrue();
        Operator operator = new Operator(
                matcher.group(1), Files.readString(Path.of(matcher.group(2))).strip());
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            JsonNode nodes = operator.get("/overview").path("nodes");
            assertThat(nodes)
                    .hasSize(started.size())
                    .allSatisfy(
                            node -> assertThat(node.path("answers").asBoolean()).isTrue());
        });
    }

    private void awaitMembers(String expected) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            for (NodeProcess node : started) {
                for (int i = 0; i < CHANNELS; i++) {
                    assertThat(node.get("/api/channels/c" + i + "/presence").body())
                            .as("c%s at %s", i, node.port())
                            .isEqualTo(expected);
                }
            }
        });
    }

    private static ChatClient user(NodeProcess node, String user) throws Exception {
        ChatClient client = ChatClient.on(node).signIn(user);
        for (int i = 0; i < CHANNELS; i++) {
            client.subscribe("c" + i);
        }
        return client;
    }

    private NodeProcess start(String name, String classPath) throws IOException {
        return start(name, classPath, true);
    }

    private NodeProcess start(String name, String classPath, boolean presence) throws IOException {
        Path own = Files.createDirectories(directory.resolve("node" + started.size() + name));
        Path yaml = Files.writeString(
                own.resolve("carotene.yaml"),
                NodeProcess.settings(name, address) + "  failure_detection_timeout: 2s\npresence: " + presence
                        + "\nauthenticate_url: " + backend.url() + "\n");
        NodeProcess node =
                NodeProcess.runWith(classPath, own, List.of(), Map.of(), MAIN, "console", "--config", yaml.toString());
        started.add(node);
        return node;
    }
}
