package org.carotene.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carotene.processes.NextBuild;

/** Some nodes with clients on each that talk all the time; what a scenario does to them, and what it has cost. */
final class FaultRun implements AutoCloseable {

    private static final int PUBLISH_MILLIS = 50;
    /** Seven, and one for a machine that has other things to do. */
    private static final Duration DETECTED = Duration.ofSeconds(8);

    private static final Duration HEALED = Duration.ofSeconds(10);
    private static final Duration PRESENCE_RIGHT = Duration.ofSeconds(1);
    private static final Duration JOINED = Duration.ofSeconds(3);

    /** Beyond its promise a scenario is given more time, so that the table shows how long it has taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Users of a node that was killed: they may be named by those who have not noticed. */
    private record Dead(int node, String id, Set<String> users, Set<FaultNode> noticed) {}

    private final Kind kind;
    private final CutNetwork network;
    private final Path directory;
    private final int size;
    private final String[] settings;
    private final String laterClassPath;
    private final HttpServer backend;
    private final ExecutorService backendThreads = Executors.newFixedThreadPool(2);
    private final Map<Integer, FaultNode> nodes = new TreeMap<>();
    private final Map<Integer, Integer> starts = new TreeMap<>();
    private final Set<Integer> hung = ConcurrentHashMap.newKeySet();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private final List<Dead> dead = new CopyOnWriteArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final Map<FaultNode, PresenceWatch> watches = new ConcurrentHashMap<>();
    private final List<AutoCloseable> more = new ArrayList<>();
    private final ScheduledThreadPoolExecutor talk = new ScheduledThreadPoolExecutor(1);
    private final ScheduledThreadPoolExecutor crowdTalk = new ScheduledThreadPoolExecutor(1);
    private final List<String> notes = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private int slack = 1;
    private OptionalLong detectMillis = OptionalLong.empty();
    private OptionalLong healMillis = OptionalLong.empty();
    private OptionalLong readyMillis = OptionalLong.empty();

    /** @param settings more lines of the section {@code cluster} for each node, indented by two */
    FaultRun(Path directory, int size, String... settings) throws IOException {
        this(Kind.PLAIN, directory, size, settings);
    }

    FaultRun(Kind kind, Path directory, int size, String... settings) throws IOException {
        this.kind = kind;
        this.directory = directory;
        this.size = size;
        this.settings = settings.clone();
        this.network = new CutNetwork(size, kind == Kind.LOSSY);
        this.laterClassPath = kind == Kind.UPGRADE
                ? NextBuild.classPath(directory.resolve("next"))
                : System.getProperty("java.class.path");
        this.backend = HttpServer.create(new InetSocketAddress(network.clientAddress(254), 0), 500);
        backend.createContext("/", exchange -> {
            byte[] yes = "{\"authenticated\":true,\"user_data\":{}}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, yes.length);
            exchange.getResponseBody().write(yes);
            exchange.close();
        });
        backend.setExecutor(backendThreads);
        backend.start();
    }

    CutNetwork network() {
        return network;
    }

    FaultNode node(int number) {
        FaultNode node = nodes.get(number);
        if (node == null) {
            throw new IllegalArgumentException("node " + number + " (expected: started before)");
        }
        return node;
    }

    List<Recorder> recorders() {
        return recorders;
    }

    /** Starts a node; does not wait. */
    FaultNode start(int number) throws IOException {
        String authenticate = "http://" + network.clientAddress(254) + ":"
                + backend.getAddress().getPort() + "/";
        int nth = starts.merge(number, 1, Integer::sum);
        Path own = directory.resolve(number + "-" + nth);
        FaultNode node = kind == Kind.IGNITE_MAIN
                ? FaultNode.startUnderIgnite(network, own, number, size, authenticate)
                : FaultNode.start(network, own, number, size, authenticate, classPath(number), jvmOptions(), settings);
        nodes.put(number, node);
        return node;
    }

    private String classPath(int number) {
        return number > 1 ? laterClassPath : System.getProperty("java.class.path");
    }

    private List<String> jvmOptions() {
        return kind == Kind.LARGE_HEAP ? List.of("-Xmx4g") : List.of();
    }

    /** Starts all nodes, waits until they are one cluster, and lets their clients talk. */
    void startAll() throws IOException {
        for (int number = 1; number <= size; number++) {
            FaultNode node = start(number);
            if (kind == Kind.UPGRADE && number == 1) {
                // As the oldest it decides for its side.
                node.process().awaitReady();
            }
        }
        nodes.values().forEach(node -> node.process().awaitReady());
        await("one cluster", PATIENCE, this::isOne);
        for (int number = 1; number <= size; number++) {
            connect(number);
        }
        await("presence at the beginning", PATIENCE, this::isPresenceRight);
        await("messages of all to all", PATIENCE, () -> {
            recorders.forEach(Recorder::publish);
            return isAllHeard();
        });
        nodes.values().forEach(this::watch);
        var unused = talk.scheduleAtFixedRate(
                () -> recorders.forEach(Recorder::publish), 0, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Two clients by WebSocket and one by long polling. */
    void connect(int number) {
        String address = node(number).address();
        String user = "u" + number + "-" + starts.get(number) + "-";
        recorders.add(Recorder.socket(address, number, user + "a"));
        recorders.add(Recorder.socket(address, number, user + "b"));
        recorders.add(Recorder.polling(address, number, user + "poll"));
    }

    // What a scenario does

    /** Parts the sides and waits until each knows that it is alone. */
    void split(int... sideOf) {
        cutNow(sideOf);
        network.split(sideOf);
        detect(DETECTED, sideOf);
    }

    /** From now on nothing is promised between these sides. */
    void cutNow(int... sideOf) {
        cuts.add(new Cut(System.nanoTime(), Long.MAX_VALUE, sideOf));
    }

    /** Waits until every living node sees its own side alone, and keeps the time that it took. */
    void detect(Duration promised, int... sideOf) {
        detect(promised, () -> isSplit(sideOf));
    }

    /** The same for one of several ends. */
    void detect(Duration promised, BooleanSupplier noticed) {
        long millis = await("loss noticed", PATIENCE, noticed);
        detectMillis = OptionalLong.of(Math.max(millis, detectMillis.orElse(0)));
        promise("noticed", promised, millis);
    }

    /** How long it took to notice the last fault. */
    long detectMillis() {
        return detectMillis.orElse(0);
    }

    /** Nobody has taken anybody for lost, until now. */
    void expectNoLoss() {
        for (FaultNode node : nodes.values()) {
            node.lines().stream()
                    .filter(line -> line.contains("Node lost") || line.contains("Replacing the Ignite node"))
                    .forEach(line -> broken("false alarm at " + FaultNode.name(node.number()) + ": " + line));
        }
        expect(isOne(), "not one cluster");
    }

    /** The links are back: waits until all is well, and keeps the times that it took. */
    void joinAndHeal(int... sideOf) {
        network.joinAll(sideOf);
        heal(HEALED);
    }

    /** Waits until the cluster is one, presence is right and all nodes are ready. */
    void heal(Duration promised) {
        long began = System.nanoTime();
        await("one cluster", PATIENCE, this::isOne);
        long one = millisSince(began);
        await("presence right", PATIENCE, this::isPresenceRight);
        long right = millisSince(began);
        await("all ready", PATIENCE, () -> living().stream().allMatch(FaultNode::isReady));
        await("interest settled", PATIENCE, this::isAllHeard);
        long whole = System.nanoTime();
        readyMillis = OptionalLong.of(Math.max(millisSince(began), readyMillis.orElse(0)));
        healMillis = OptionalLong.of(Math.max(one, healMillis.orElse(0)));
        cuts.replaceAll(cut -> cut.isOpen() ? cut.until(whole) : cut);
        promise("one cluster and presence right", promised, right);
    }

    /** As kill -9, all at once; their clients are cut off with them. */
    void kill(Integer... numbers) {
        Set<Integer> some = Set.of(numbers);
        cutNow(IntStream.rangeClosed(1, size)
                .map(number -> some.contains(number) ? number : 0)
                .toArray());
        for (Integer number : numbers) {
            Set<String> users = users(Set.of(number));
            FaultNode node = node(number);
            dead.add(new Dead(number, node.id(), users, ConcurrentHashMap.newKeySet()));
            nodes.remove(number);
            PresenceWatch watch = watches.get(node);
            recorders.stream().filter(recorder -> recorder.node() == number).forEach(Recorder::close);
            node.signal("KILL");
            if (watch != null) {
                watch.close();
            }
        }
    }

    /** A node of that name again, with new clients, when it is ready. */
    void restart(int number) throws IOException {
        start(number);
        admit(number);
    }

    /** Connects new clients to a node that has been started again, when it is ready. */
    void admit(int number) {
        node(number).process().awaitReady();
        watch(node(number));
        connect(number);
    }

    /** As the operator's {@code drain}: the node leaves in order; what its own clients lose is theirs. */
    void drain(int number) {
        cutNow(IntStream.rangeClosed(1, size)
                .map(other -> other == number ? 1 : 0)
                .toArray());
        FaultNode node = node(number);
        PresenceWatch watch = watches.get(node);
        if (watch != null) {
            watch.close();
        }
        Set<String> users = users(Set.of(number));
        dead.add(new Dead(number, node.id(), users, ConcurrentHashMap.newKeySet()));
        recorders.stream().filter(recorder -> recorder.node() == number).forEach(Recorder::close);
        expect(node.process().stop() == 0, "drained node ends with 0");
        nodes.remove(number);
    }

    /** Very many clients beside; closed at the end. */
    Crowd crowd(String channel) throws IOException {
        Crowd crowd = new Crowd(channel);
        more.add(crowd);
        return crowd;
    }

    /** Clients at these nodes that publish numbers for a crowd on its channel, in turns, that many a second in all. */
    void talkTo(String channel, int perSecond, int... atNodes) {
        List<Line> lines = new ArrayList<>();
        for (int number : atNodes) {
            Recorder deaf = Recorder.silent(number);
            lines.add(new SocketLine(node(number).address(), deaf));
        }
        int[] next = new int[lines.size()];
        long[] turn = {0};
        var unused = crowdTalk.scheduleAtFixedRate(
                () -> {
                    int one = (int) (turn[0]++ % lines.size());
                    lines.get(one)
                            .send("{\"publish\":\"%" + one + " " + next[one]++ + "\",\"channel\":\"" + channel + "\"}");
                },
                0,
                1_000_000 / perSecond,
                TimeUnit.MICROSECONDS);
    }

    /** Notes for how long at most a client of the crowd has heard nothing since the last look. */
    void measureStall(Crowd crowd, String what) {
        long millis = TimeUnit.NANOSECONDS.toMillis(crowd.stallNanos.getAndSet(0));
        note("longest silence, " + what + ": " + millis + " ms");
    }

    /** Processes that do nothing but take what CPU there is, for that long. */
    void burn(int processes, Duration time) {
        List<Process> all = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                all.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
            pause(time.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            all.forEach(Process::destroyForcibly);
        }
    }

    Path directory() {
        return directory;
    }

    /** Stops the process in its tracks. */
    void hang(int number) {
        hung.add(number);
        watches.get(node(number)).pause(true);
        node(number).signal("STOP");
    }

    void resume(int number) {
        node(number).signal("CONT");
        hung.remove(number);
        watches.get(node(number)).pause(false);
    }

    /** For that long the nodes stay as they are: what a scenario is about takes time to happen, or not to. */
    void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    // What is seen

    /** Whether every living node says that exactly all nodes are in its cluster, and none outside. */
    boolean isOne() {
        Set<String> all = names(nodes.keySet());
        return living().parallelStream().allMatch(node -> {
            FaultNode.View view = node.view();
            return view.nodes().equals(all) && view.outside().isEmpty();
        });
    }

    /** Whether every living node knows its own side and nobody else. */
    boolean isSplit(int... sideOf) {
        return living().parallelStream().allMatch(node -> node.view().nodes().equals(side(node, sideOf)));
    }

    /** Whether no node with clients has one that was killed in its cluster any more; who has started since is another. */
    boolean isForgotten() {
        return watches.keySet().parallelStream()
                .filter(nodes::containsValue)
                .map(FaultNode::view)
                .allMatch(view -> !view.ids().isEmpty()
                        && dead.stream().noneMatch(one -> view.ids().contains(one.id())));
    }

    /** The same, but for nodes that know that they have no cluster at the moment. */
    boolean isLeftOut(int... sideOf) {
        return living().parallelStream().allMatch(node -> {
            Set<String> seen = node.view().nodes();
            return seen.isEmpty() || seen.equals(side(node, sideOf));
        });
    }

    private Set<String> side(FaultNode node, int... sideOf) {
        return names(IntStream.rangeClosed(1, size)
                .filter(nodes::containsKey)
                .filter(other -> sideOf[other - 1] == sideOf[node.number() - 1])
                .boxed()
                .collect(Collectors.toSet()));
    }

    /** Whether every living node names all connected users and no others, on every channel. */
    boolean isPresenceRight() {
        Set<String> users = users(nodes.keySet());
        return living().parallelStream()
                .allMatch(node -> Recorder.CHANNELS.stream()
                        .allMatch(channel ->
                                node.present(channel).filter(users::equals).isPresent()));
    }

    /** All ends of connections that nobody has asked for. */
    List<String> closes() {
        return recorders.stream()
                .flatMap(recorder -> recorder.closes().stream().map(close -> recorder.user() + ": " + close))
                .toList();
    }

    /** Milliseconds until the condition holds. */
    long await(String what, Duration limit, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
            pause(30);
        }
        return millisSince(began);
    }

    /** Something worth a word in the table. */
    void note(String text) {
        notes.add(text);
    }

    void broken(String what) {
        broken.add(what);
    }

    void expect(boolean holds, String what) {
        if (!holds) {
            broken(what);
        }
    }

    /** Takes so many times as long as is promised for good: a run of all tests shares its machine with others. */
    void slack(int times) {
        slack = times;
    }

    void promise(String what, Duration promised, long millis) {
        expect(
                millis <= promised.toMillis() * slack,
                what + " after " + millis + " ms (promised: " + promised.toMillis() + ")");
    }

    /** Ends the talk, lets arrive what is under way, and counts. */
    Outcome outcome(String scenario) throws InterruptedException {
        talk.shutdown();
        talk.awaitTermination(10, TimeUnit.SECONDS);
        pause(2_000);
        watches.values().forEach(PresenceWatch::close);
        long wrong = 0;
        long joining = 0;
        long silent = 0;
        for (PresenceWatch watch : watches.values()) {
            wrong = Math.max(wrong, watch.wrongAfterLossMillis());
            if (watch.wrongOtherwiseMillis() > JOINED.toMillis() * slack) {
                broken("presence wrong while nodes join for " + watch.wrongOtherwiseMillis() + " ms (promised: "
                        + JOINED.toMillis() + "): at "
                        + FaultNode.name(watch.node().number()) + " "
                        + watch.worstOtherwise());
            }
            joining = Math.max(joining, watch.wrongOtherwiseMillis());
            silent = Math.max(silent, watch.silentMillis());
            if (watch.wrongAfterLossMillis() > PRESENCE_RIGHT.toMillis() * slack) {
                broken("presence wrong for " + watch.wrongAfterLossMillis() + " ms (promised: 1000): " + watch.worst());
            }
        }
        List<String> closed = closes();
        Tally tally = Tally.of(recorders, cuts);
        return new Outcome(
                scenario, closed, tally, detectMillis, healMillis, readyMillis, wrong, joining, silent, notes, broken);
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
        crowdTalk.shutdownNow();
        for (AutoCloseable one : more) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        watches.values().forEach(PresenceWatch::close);
        recorders.forEach(Recorder::close);
        nodes.values().forEach(FaultNode::close);
        backend.stop(0);
        backendThreads.shutdownNow();
        network.close();
    }

    private List<FaultNode> living() {
        return nodes.values().stream()
                .filter(node -> !hung.contains(node.number()))
                .toList();
    }

    private void watch(FaultNode node) {
        watches.put(node, new PresenceWatch(node, this::isRight));
    }

    private boolean isRight(FaultNode asked, FaultNode.View view, Set<String> present) {
        Set<Integer> inView = IntStream.rangeClosed(1, size)
                .filter(number -> view.nodes().contains(FaultNode.name(number)))
                .boxed()
                .collect(Collectors.toSet());
        Set<String> may = new HashSet<>(users(inView));
        Set<String> must = recorders.stream()
                .filter(recorder -> recorder.isOpen() && inView.contains(recorder.node()))
                .filter(recorder -> recorder.isOlderThan(PRESENCE_RIGHT))
                .map(Recorder::user)
                .collect(Collectors.toSet());
        for (Dead one : dead) {
            if (!view.ids().contains(one.id())) {
                one.noticed().add(asked);
            }
            if (!one.noticed().contains(asked)) {
                may.addAll(one.users());
            }
        }
        return present.containsAll(must) && may.containsAll(present);
    }

    private Set<String> users(Set<Integer> onNodes) {
        return recorders.stream()
                .filter(recorder -> recorder.isOpen() && onNodes.contains(recorder.node()))
                .map(Recorder::user)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether every client has heard each other one that talks, within the last moments. */
    private boolean isAllHeard() {
        long since = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        Set<String> talking = recorders.stream()
                .filter(recorder -> recorder.isOpen() && recorder.talks() && !hung.contains(recorder.node()))
                .map(Recorder::user)
                .collect(Collectors.toSet());
        List<Recorder> open = recorders.stream()
                .filter(recorder -> recorder.isOpen() && !hung.contains(recorder.node()))
                .toList();
        boolean all =
                open.stream().allMatch(recorder -> recorder.heardSince(since).containsAll(talking));
        if (all) {
            open.forEach(Recorder::settled);
        }
        return all;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static Set<String> names(Set<Integer> numbers) {
        return numbers.stream().map(FaultNode::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
