package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.IgniteNodes;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.PresenceSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is there, asked over real sockets of whole gateways, by both ways of knowing: the cache's rows and the sessions. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PresenceIT {

    private static final String ROWS = "carotene.presence";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path work;

    private final List<Gateway> gateways = new ArrayList<>();
    private LocalBackend backend;
    private IgniteNodes ignite;

    @BeforeEach
    void cluster() throws Exception {
        backend = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
        ignite = new IgniteNodes(work);
    }

    @AfterEach
    void stopAll() {
        gateways.forEach(Gateway::stop);
        ignite.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void users_ofTwoNodes_areThereOnceFromTheirFirstConnectionToTheirLast(boolean enabled) throws Exception {
        Gateway one = attached("node1@localhost", enabled);
        Gateway two = attached("node2@localhost", enabled);
        awaitEachOther();

        WebSocketClient annaHere = user(one, "anna", "chat");
        WebSocketClient annaThere = user(two, "anna", "chat");
        WebSocketClient bert = user(two, "bert", "chat");
        subscribed(one, "chat");
        user(two, "zoe", "elsewhere");

        for (Gateway asked : gateways) {
            awaitMembers(asked, "anna", "bert");
            assertThat(asked.presence()
                            .count(new ChannelName("chat"))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(2);
            assertThat(asked.presence()
                            .page(new ChannelName("chat"), "anna", 1)
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .containsExactly("bert");
        }
        annaHere.close();
        awaitMembers(one, "anna", "bert");
        annaThere.abort();
        awaitMembers(one, "bert");
        awaitMembers(two, "bert");
        bert.close();
        awaitMembers(one);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void user_whoAuthenticatesAfterSubscribing_isThereFromThenOn(boolean enabled) throws Exception {
        Gateway one = attached("node1@localhost", enabled);
        Gateway two = attached("node2@localhost", enabled);
        awaitEachOther();
        WebSocketClient client = subscribed(one, "chat");
        assertThat(rest(two)).isEqualTo("[]");

        authenticate(client, "anna");

        awaitMembers(two, "anna");
    }

    @Test
    void client_thatHasJustSubscribed_seesItselfAndItsNeighbours() throws Exception {
        Gateway one = attached("node1@localhost", true);
        Gateway two = attached("node2@localhost", true);
        awaitEachOther();
        user(two, "bert", "chat");
        awaitMembers(one, "bert");

        WebSocketClient anna = WebSocketClient.connect(one.port());
        authenticate(anna, "anna");
        anna.send("{\"subscribe\":\"chat\"}").send("{\"presence\":\"chat\"}");

        assertThat(anna.next())
                .isEqualTo("{\"type\":\"presence\",\"subscribers\":[\"anna\",\"bert\"],\"channel\":\"chat\"}");
    }

    @Test
    void presenceOff_makesNoCacheAndNoTask() throws Exception {
        Gateway one = attached("node1@localhost", false);
        Gateway two = attached("node2@localhost", false);
        awaitEachOther();
        user(one, "anna", "chat");

        awaitMembers(two, "anna");

        Ignite grid = ignite.running().get(0);
        assertThat(grid.cacheNames()).doesNotContain(ROWS);
        assertThat(jobs()).isZero();
        // Those of gateways that have stopped may take a moment to end.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("carotene-presence-")
                        || thread.getName().startsWith("carotene-rows")));
    }

    @Test
    void presenceOn_asksByATaskOnTheOwner() throws Exception {
        Gateway one = attached("node1@localhost", true);
        Gateway two = attached("node2@localhost", true);
        awaitEachOther();
        user(one, "anna", "chat");

        awaitMembers(two, "anna");
        awaitMembers(one, "anna");

        assertThat(ignite.running().get(0).cacheNames()).contains(ROWS);
        // Of two nodes one owns the channel, and the other asks it.
        await().untilAsserted(() -> assertThat(jobs()).isPositive());
    }

    @Test
    void nodesOfBothKinds_answerEachForThoseTheyKnow() throws Exception {
        Gateway rows = attached("node1@localhost", true);
        Gateway sessions = attached("node2@localhost", false);
        awaitEachOther();
        user(rows, "anna", "chat");
        user(sessions, "bert", "chat");

        awaitMembers(sessions, "anna", "bert");
        awaitMembers(rows, "anna");
    }

    @Test
    void replacedIgniteNode_keepsSocketsAndBringsItsUsersIntoTheNewCluster() throws Exception {
        Gateway one = attached("node1@localhost", true);
        Gateway two = attached("node2@localhost", true);
        awaitEachOther();
        WebSocketClient anna = user(one, "anna", "chat");
        user(two, "bert", "chat");
        awaitMembers(two, "anna", "bert");

        one.detach();
        ignite.kill(ignite.running().get(0));
        await().untilAsserted(() -> assertThat(rest(two)).isEqualTo("[\"bert\"]"));
        assertThat(one.obstacle()).isPresent();
        anna.send("{\"presence\":\"chat\"}");
        assertThat(anna.next()).contains("302: presence cannot be answered right now, try again later");
        one.attach(ignite.start("node1@localhost")).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(one.obstacle()).isEmpty();
        awaitMembers(two, "anna", "bert");
        assertThat(anna.isOpen()).isTrue();
        anna.close();
        awaitMembers(two, "bert");
    }

    private int jobs() {
        return ignite.running().stream()
                .mapToInt(node -> node.cluster().localNode().metrics().getTotalExecutedJobs())
                .sum();
    }

    private Gateway attached(String name, boolean presence) throws Exception {
        Settings some = TestSettings.named(name);
        BackendSettings none = BackendSettings.DEFAULTS;
        Gateway gateway = Gateway.start(new Settings(
                some.nodeName(),
                some.http(),
                some.limits(),
                some.cluster(),
                some.access(),
                new BackendSettings(
                        Optional.of(backend.url()),
                        none.subscribeUrl(),
                        none.subscribedChannels(),
                        none.connectTimeout(),
                        none.answerTimeout(),
                        none.maxConcurrent(),
                        none.maxWaiting(),
                        none.subscribeQueueBytes()),
                new PresenceSettings(presence, 100_000, Duration.ofSeconds(10), Duration.ZERO),
                some.broker(),
                AdminSettings.OFF));
        gateways.add(gateway);
        gateway.attach(ignite.start(name)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        return gateway;
    }

    private void awaitEachOther() {
        await().until(() ->
                gateways.stream().allMatch(gateway -> gateway.cluster().others().size() == gateways.size() - 1));
    }

    private static WebSocketClient user(Gateway gateway, String user, String channel) throws Exception {
        WebSocketClient client = subscribed(gateway, channel);
        authenticate(client, user);
        return client;
    }

    private static WebSocketClient subscribed(Gateway gateway, String channel) throws Exception {
        WebSocketClient client = WebSocketClient.connect(gateway.port());
        client.send("{\"subscribe\":\"" + channel + "\"}").send("ping");
        assertThat(client.next()).isEqualTo("pong");
        return client;
    }

    private static void authenticate(WebSocketClient client, String user) throws Exception {
        client.send("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}");
        assertThat(client.next()).contains("Authenticated");
    }

    private static void awaitMembers(Gateway asked, String... users) {
        String expected = users.length == 0 ? "[]" : "[\"" + String.join("\",\"", users) + "\"]";
        await().untilAsserted(() -> assertThat(rest(asked)).isEqualTo(expected));
    }

    private static String rest(Gateway gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/api/channels/chat/presence"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
