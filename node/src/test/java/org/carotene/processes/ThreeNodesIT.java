package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carotene.backend.RealRedis;
import org.carotene.backend.RedisListener;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.ExampleBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, each with clients of its own; one is killed and comes back. */
@Timeout(180)
final class ThreeNodesIT {

    private static final String ALL = "[\"alice\",\"bob\",\"carol\"]";
    private static final String[] NAMES = {"chat1@localhost", "chat2@localhost", "chat3@localhost"};

    @TempDir
    private Path directory;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private ExampleBackend backend;
    private RealRedis redis;
    private Nodes nodes;
    private NodeProcess one;
    private NodeProcess two;
    private NodeProcess three;

    @BeforeEach
    void startNodes() throws Exception {
        backend = ExampleBackend.start();
        redis = RealRedis.in(Files.createDirectory(directory.resolve("redis")));
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
        thread.shutdownNow();
        nodes.close();
        redis.close();
        backend.close();
    }

    @Test
    void publish_onEachNodeAtOnce_reachesClientsOfAllInOrderAndTheBrokerOnce() throws Exception {
        RedisListener broker = new RedisListener(redis, "lobby");
        List<ChatClient> clients = List.of(ChatClient.on(one), ChatClient.on(two), ChatClient.on(three));
        for (ChatClient client : clients) {
            client.subscribe("lobby");
        }
        ChatClient.settle("lobby", clients);

        int each = 500;
        CompletableFuture<?>[] publishing = IntStream.range(0, clients.size())
                .mapToObj(p -> CompletableFuture.runAsync(() -> publish(clients.get(p), "from" + p, each)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(publishing).get(60, TimeUnit.SECONDS);

        for (ChatClient client : clients) {
            List<String> texts = client.texts(each * clients.size());
            for (int p = 0; p < clients.size(); p++) {
                String publisher = "from" + p;
                assertThat(texts.stream().filter(text -> text.startsWith(publisher)))
                        .containsExactlyElementsOf(numbered(publisher, each));
            }
            client.assertNothingMore();
        }
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(republished(broker)).hasSize(each * clients.size()));
        assertThat(republished(broker)).doesNotHaveDuplicates();
        broker.close();
    }

    @Test
    void kill_ofOneNode_leavesTheOthersAndItsUsersAreGoneUntilItReturns() throws Exception {
        ChatClient alice = ChatClient.on(one).signIn("alice").subscribe("lobby");
        ChatClient bob = ChatClient.on(two).signIn("bob").subscribe("lobby");
        ChatClient carol = ChatClient.on(three).signIn("carol").subscribe("lobby");
        ChatClient.settle("lobby", List.of(alice, bob, carol));
        for (NodeProcess node : List.of(one, two, three)) {
            awaitPresence(node, ALL);
        }

        AtomicBoolean enough = new AtomicBoolean();
        Future<Integer> talk = thread.submit(() -> talk(alice, enough));
        carol.texts(20);
        two.kill();
        one.awaitNodes(NAMES[0], NAMES[2]);
        three.awaitNodes(NAMES[0], NAMES[2]);
        awaitPresence(one, "[\"alice\",\"carol\"]");
        awaitPresence(three, "[\"alice\",\"carol\"]");
        carol.texts(20);
        assertThat(bob.socket().closeCode()).isEqualTo(1006);

        NodeProcess again = start(NAMES[1]).awaitReady().awaitNodes(NAMES);
        one.awaitNodes(NAMES);
        three.awaitNodes(NAMES);
        enough.set(true);
        int said = talk.get(60, TimeUnit.SECONDS);
        assertThat(carol.texts(said - 40)).isEqualTo(numbered("alice", said).subList(40, said));

        ChatClient back = ChatClient.on(again).signIn("bob").subscribe("lobby");
        List<ChatClient> users = List.of(alice, back, carol);
        ChatClient.settle("lobby", users);
        for (NodeProcess node : List.of(one, again, three)) {
            awaitPresence(node, ALL);
        }
        users.forEach(user -> user.publish("lobby", "hello"));
        for (ChatClient user : users) {
            assertThat(user.texts(3)).containsOnly("hello");
            user.assertNothingMore();
        }
    }

    private NodeProcess start(String name) {
        return nodes.start(
                name,
                "presence: true",
                "authenticate_url: " + backend.path("/authenticate"),
                "broker: {type: redis, host: 127.0.0.1, port: " + redis.port() + "}");
    }

    /** The numbered texts that the broker has got, from whichever node. */
    private static List<String> republished(RedisListener broker) {
        return broker.received().stream()
                .filter(frame -> frame.contains("from"))
                .toList();
    }

    private static void awaitPresence(NodeProcess node, String users) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(node.get("/api/channels/lobby/presence"))
                        .returns(200, answer -> answer.statusCode())
                        .returns(users, answer -> answer.body()));
    }

    private static void publish(ChatClient client, String publisher, int count) {
        numbered(publisher, count).forEach(text -> client.publish("lobby", text));
    }

    /** Says the next thing when the last one has come back, until told to stop; returns how many. */
    private static int talk(ChatClient client, AtomicBoolean enough) throws InterruptedException {
        int said = 0;
        while (!enough.get()) {
            String text = "alice " + said++;
            assertThat(client.publish("lobby", text).texts(1)).containsExactly(text);
        }
        return said;
    }

    private static List<String> numbered(String publisher, int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> publisher + " " + i)
                .toList();
    }
}
