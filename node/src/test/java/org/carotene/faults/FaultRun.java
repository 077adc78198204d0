package org.carotene.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Some nodes with clients on each that talk all the time; what a scenario does to them, and what it has cost. */
final class FaultRun implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final int PUBLISH_MILLIS = 50;

    private final CutNetwork network;
    private final Path directory;
    private final int size;
    private final String[] settings;
    private final HttpServer backend;
    private final Map<Integer, FaultNode> nodes = new TreeMap<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final ScheduledThreadPoolExecutor talk = new ScheduledThreadPoolExecutor(1);

    /** @param settings more lines of the section {@code cluster} for each node, indented by two */
    FaultRun(Path directory, int size, String... settings) throws IOException {
        this.directory = directory;
        this.size = size;
        this.settings = settings.clone();
        this.network = new CutNetwork(size);
        this.backend = HttpServer.create(new InetSocketAddress(network.clientAddress(254), 0), 50);
        backend.createContext("/", exchange -> {
            byte[] yes = "{\"authenticated\":true,\"user_data\":{}}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, yes.length);
            exchange.getResponseBody().write(yes);
            exchange.close();
        });
        backend.start();
    }

    CutNetwork network() {
        return network;
    }

    FaultNode node(int number) {
        return nodes.get(number);
    }

    /** Starts a node; does not wait. */
    FaultNode start(int number) throws IOException {
        String authenticate = "http://" + network.clientAddress(254) + ":"
                + backend.getAddress().getPort() + "/";
        FaultNode node = FaultNode.start(network, directory, number, size, authenticate, settings);
        nodes.put(number, node);
        return node;
    }

    /** Starts all nodes, waits until they are one cluster, and lets their clients talk. */
    void startAll() throws IOException {
        for (int number = 1; number <= size; number++) {
            start(number).process().awaitReady();
        }
        await("one cluster", Duration.ofSeconds(60), this::isOne);
        for (int number = 1; number <= size; number++) {
            connect(number);
        }
        await("presence at the beginning", Duration.ofSeconds(30), this::isPresenceRight);
        await("messages of all to all", Duration.ofSeconds(30), () -> {
            recorders.forEach(Recorder::publish);
            return recorders.stream().allMatch(this::hearsAll);
        });
        var unused = talk.scheduleAtFixedRate(
                () -> recorders.forEach(Recorder::publish), 0, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Two clients on that node. */
    void connect(int number) {
        for (int i = 1; i <= CLIENTS; i++) {
            recorders.add(new Recorder(node(number).address(), number, "u" + number + i));
        }
    }

    List<Recorder> recorders() {
        return recorders;
    }

    /** Whether every node says that exactly all nodes are in its cluster, and none outside. */
    boolean isOne() {
        Set<String> all = names(nodes.keySet());
        return nodes.values().stream()
                .allMatch(node -> node.cluster().equals(all) && node.outside().isEmpty());
    }

    /** Whether every node knows its own side and nobody else. */
    boolean isSplit(int... sideOf) {
        return nodes.values().stream().allMatch(node -> {
            Set<Integer> side = nodes.keySet().stream()
                    .filter(other -> sideOf[other - 1] == sideOf[node.number() - 1])
                    .collect(Collectors.toSet());
            return node.cluster().equals(names(side));
        });
    }

    /** Whether every node names all connected users and no others. */
    boolean isPresenceRight() {
        Set<String> users = recorders.stream().map(Recorder::user).collect(Collectors.toCollection(TreeSet::new));
        return nodes.values().stream().allMatch(node -> node.present().equals(users));
    }

    /** Milliseconds until the condition holds. */
    long await(String what, Duration limit, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what + "\n" + story());
            }
            pause(50);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    /** For that long the nodes stay as they are: what a scenario is about takes time to happen, or not to. */
    void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Lets what is under way arrive, and stops the talk. */
    void endTalk() throws InterruptedException {
        talk.shutdown();
        talk.awaitTermination(10, TimeUnit.SECONDS);
        pause(2_000);
    }

    /** All closes of connections to these nodes that nobody has asked for. */
    List<String> closes() {
        return recorders.stream()
                .flatMap(recorder -> recorder.closes().stream().map(close -> recorder.user() + ": " + close))
                .toList();
    }

    /** The nodes' logs, for when something is wrong. */
    String story() {
        return nodes.values().stream()
                .map(node -> "--- " + FaultNode.name(node.number()) + "\n" + String.join("\n", node.lines()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        talk.shutdownNow();
        recorders.forEach(Recorder::close);
        nodes.values().forEach(FaultNode::close);
        backend.stop(0);
        network.close();
    }

    private boolean hearsAll(Recorder recorder) {
        Set<String> heard =
                recorder.received().stream().map(Recorder.Seen::publisher).collect(Collectors.toSet());
        return heard.size() == recorders.size();
    }

    private static Set<String> names(Set<Integer> numbers) {
        return numbers.stream().map(FaultNode::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
