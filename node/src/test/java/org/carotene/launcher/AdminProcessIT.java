package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.admin.Operator;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three processes of one user: the commands, a drain, a node that hangs and one that dies. One after the other. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdminProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LISTENING = Pattern.compile("Admin API listening at (http://[0-9.:]+), token in (.*)");

    /** An outcome of one of the commands. */
    private record Said(int code, String text) {}

    @TempDir
    static Path directory;

    private static final List<NodeProcess> NODES = new ArrayList<>();
    private static final List<Path> SETTINGS = new ArrayList<>();
    private static Path tokenFile;
    private static Operator one;

    @BeforeAll
    static void start() throws IOException {
        tokenFile = directory.resolve("user").resolve("admin.token");
        String address = NodeProcess.clusterAddress();
        for (int i = 1; i <= 3; i++) {
            String yaml = NodeProcess.settings(name(i), address) + "  secret: the-secret-of-the-cluster\n"
                    + "  failure_detection_timeout: 20s\n"
                    + "limits.drain_time: 1s\nadmin.token_file: " + tokenFile + "\n";
            SETTINGS.add(Files.writeString(directory.resolve("node" + i + ".yaml"), yaml));
            NODES.add(NodeProcess.start(directory.resolve("node" + i), yaml));
        }
        NODES.forEach(NodeProcess::awaitReady);
        one = new Operator(url(0), Files.readString(tokenFile).strip());
        await().atMost(PATIENCE).until(() -> one.get("/nodes").path("total").asInt() == 3);
    }

    @AfterAll
    static void stop() {
        NODES.forEach(NodeProcess::close);
    }

    @Test
    @Order(1)
    void start_threeOfOneUser_shareATokenForItsOwnerAloneAndTakeAPortEach() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
                .isEqualTo("rw-------");
        assertThat(List.of(url(0), url(1), url(2))).doesNotHaveDuplicates();
        for (int i = 0; i < 3; i++) {
            assertThat(new Operator(url(i), Files.readString(tokenFile).strip())
                            .get("/nodes")
                            .path("total")
                            .asInt())
                    .isEqualTo(3);
        }
        new Operator(url(0), "not-the-token-of-anybody").refused(401, "GET", "/nodes", "");
        NODES.get(0).awaitLine("Operator's API: no token or a wrong one, from 127.0.0.1");
        for (NodeProcess node : NODES) {
            assertThat(String.join("\n", node.lines()))
                    .doesNotContain("the-secret-of-the-cluster")
                    .doesNotContain(Files.readString(tokenFile).strip());
        }
    }

    @Test
    @Order(2)
    void commands_askTheNodeOfTheirSettings() throws Exception {
        WebSocketClient client = subscribed(1, "shell");

        Said status = carotene("cluster-status");
        Said channels = carotene("channels", "--prefix", "sh");
        Said json = carotene("clients", "--channel", "shell", "--json");
        JsonNode row = new ObjectMapper().readTree(json.text()).path("items").path(0);
        String id = row.path("node").asText() + "/" + row.path("id").asText();
        Said dry = carotene("disconnect", "--channel", "shell", "--dry-run");

        assertThat(status.code()).as(status.text()).isZero();
        assertThat(status.text()).contains(name(1) + " (asked)", name(2), name(3), "serving");
        assertThat(channels.text()).contains("shell", "Shown: 1 of 1");
        assertThat(dry.text()).contains("Would disconnect: 1");
        assertThat(client.isOpen()).isTrue();
        client.send("{\"publish\":{\"n\":1},\"channel\":\"shell\"}");
        Said tail = tailWhilePublishing(client);
        assertThat(tail.text()).contains("shell  anonymous  {\"n\":2}");
        assertThat(carotene("disconnect", id, "--for-good").text()).contains("Disconnected: 1");
        assertThat(client.closeCode()).isEqualTo(4509);
        assertThat(carotene("clients", "--sort", "size").code()).isEqualTo(1);
        assertThat(carotene("disconnect").code()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void drain_calledOff_takesClientsAgainAndKeepsThoseWhoStayed() throws Exception {
        List<WebSocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(subscribed(1, "drained"));
        }

        assertThat(carotene("drain", "--node", name(2), "--over", "10m").code()).isZero();

        assertThat(one.get("/nodes/" + name(2)).path("node").path("state").asText())
                .isEqualTo("draining");
        assertThat(NODES.get(1).get("/health/ready").statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> WebSocketClient.connect(NODES.get(1).port())).isInstanceOf(CompletionException.class);
        assertThat(carotene("drain", "--node", name(2)).text()).contains("711");
        assertThat(one.refused(409, "POST", "/nodes/" + name(2) + "/drain", "{\"then\":\"stay\"}")
                        .path("code")
                        .asInt())
                .isEqualTo(711);
        assertThat(one.get("/nodes/" + name(2))
                        .path("node")
                        .path("detail")
                        .path("drain")
                        .path("then")
                        .asText())
                .isEqualTo("leave");
        assertThat(one.get("/events?type=draining&node=" + name(2)).path("items"))
                .hasSize(1);

        assertThat(carotene("drain", "--node", name(2), "--cancel").text()).contains("serves on");

        assertThat(clients).anyMatch(WebSocketClient::isOpen);
        assertThat(NODES.get(1).get("/health/ready").statusCode()).isEqualTo(200);
        subscribed(1, "again").close();
        assertThat(one.get("/events?node=" + name(2)).toString()).contains("draining", "drain_called_off");
        clients.forEach(WebSocketClient::close);
    }

    @Test
    @Order(4)
    void drain_toTheEnd_theNodeLeavesAndItsProcessEndsWell() throws Exception {
        WebSocketClient client = subscribed(1, "last");

        one.post("/nodes/" + name(2) + "/drain", "{\"over_ms\":0}");

        assertThat(client.closeCode()).isEqualTo(1012);
        assertThat(NODES.get(1).awaitExit()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(one.get("/events?type=left").toString()).contains(name(2)));
    }

    @Test
    @Order(5)
    void nodes_oneHangsAndDies_isNamedAsMissingThenLost() throws Exception {
        signal("STOP");

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode overview = one.get("/overview");
            assertThat(overview.path("missing").path(0).path("node").asText()).isEqualTo(name(3));
            assertThat(overview.path("nodes")).hasSize(2);
            JsonNode silent = overview.path("nodes").path(1);
            assertThat(silent.path("answers").asBoolean()).isFalse();
            assertThat(silent.path("connections").isNull()).as("unknown, not 0").isTrue();
            assertThat(silent.path("admin_url").asText()).isEqualTo(url(2));
            assertThat(overview.path("totals").path("connections").isNumber()).isTrue();
        });
        NODES.get(2).kill();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(one.get("/events?type=failed").toString()).contains(name(3));
            assertThat(one.get("/overview").path("cluster").path("nodes").asInt())
                    .isEqualTo(1);
        });
        assertThat(one.told()).doesNotContain("the-secret-of-the-cluster");
    }

    @Test
    @Order(6)
    void forgetLost_afterADeath_nobodyIsLostAndTheLogSaysWhoSaidSo() {
        JsonNode lost = one.get("/overview").path("cluster").path("lost");
        assertThat(lost.path(0).asText()).isEqualTo(name(3));

        JsonNode answer = one.post("/forget-lost", "{}");

        assertThat(answer.path("forgotten").path(0).asText()).isEqualTo(name(3));
        assertThat(one.get("/overview").path("cluster").path("lost")).isEmpty();
        assertThat(one.get("/events?type=action")
                        .path("items")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("forget the nodes that are lost");
        NODES.get(0).awaitLine("Operator's action: forget the nodes that are lost, by tester from 127.0.0.1:");
        assertThat(one.post("/forget-lost", "{}").path("forgotten")).isEmpty();
    }

    private static Said tailWhilePublishing(WebSocketClient client) throws InterruptedException {
        List<Said> said = new ArrayList<>();
        Thread tail = new Thread(() -> said.add(carotene("tail", "sh*", "--for", "4s")));
        tail.start();
        while (tail.isAlive()) {
            client.send("{\"publish\":{\"n\":2},\"channel\":\"shell\"}");
            tail.join(200);
        }
        return said.get(0);
    }

    /** Runs a command with the settings of the first node. */
    private static Said carotene(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--config", SETTINGS.get(0).toString()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = new Main(out, out).run(all);
        return new Said(code, bytes.toString(StandardCharsets.UTF_8));
    }

    private static WebSocketClient subscribed(int node, String channel) throws InterruptedException {
        WebSocketClient client = WebSocketClient.connect(NODES.get(node).port());
        client.send("{\"subscribe\":\"" + channel + "\"}").send("ping").next();
        return client;
    }

    private static String url(int node) {
        Matcher matcher = LISTENING.matcher(NODES.get(node).awaitLine("Admin API listening"));
        if (!matcher.find()) {
            throw new AssertionError("no address in the line");
        }
        return matcher.group(1);
    }

    private static void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(NODES.get(2).pid()))
                .start()
                .waitFor();
    }

    private static String name(int number) {
        return "chat" + number + "@localhost";
    }
}
