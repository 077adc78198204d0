package org.carotene.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Beyond its promise a scenario is given more time, so that the table shows how long it has taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Kind kind;
    private final CutNetwork network;
    private final Path directory;
    private final int size;
    private final String[] settings;
    private final String laterClassPath;
    private final ConsentingBackend backend;
    private final Scene scene;
    private final Map<Integer, Integer> starts = new TreeMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final Map<FaultNode, PresenceWatch> watches = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor talk = new ScheduledThreadPoolExecutor(1);
    private final CrowdTalk crowdTalk = new CrowdTalk();
    private final Verdict verdict = new Verdict();

    /** @param settings more lines of the section {@code cluster} for each node, indented by two */
    FaultRun(Path directory, int size, String... settings) throws IOException {
        this(Kind.PLAIN, directory, size, settings);
    }

    FaultRun(Kind kind, Path directory, int size, String... settings) throws IOException {
        this.kind = kind;
        this.directory = directory;
        this.size = size;
        this.scene = new Scene(size);
        this.settings = settings.clone();
        this.network = new CutNetwork(size, kind == Kind.LOSSY);
        this.laterClassPath = kind == Kind.UPGRADE
                ? NextBuild.classPath(directory.resolve("next"))
                : System.getProperty("java.class.path");
        this.backend = new ConsentingBackend(network.clientAddress(254));
    }

    CutNetwork network() {
        return network;
    }

    FaultNode node(int number) {
        return scene.node(number);
    }

    List<Recorder> recorders() {
        return scene.recorders();
    }

    /** What is seen of nodes and clients. */
    Scene seen() {
        return scene;
    }

    /** Starts a node; does not wait. */
    FaultNode start(int number) throws IOException {
        String authenticate = backend.url();
        int nth = starts.merge(number, 1, Integer::sum);
        Path own = directory.resolve(number + "-" + nth);
        FaultNode node = kind == Kind.IGNITE_MAIN
                ? FaultNode.startUnderIgnite(network, own, number, size, authenticate)
                : FaultNode.start(network, own, number, size, authenticate, classPath(number), jvmOptions(), settings);
        scene.enter(node);
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
        scene.nodes().forEach(node -> node.process().awaitReady());
        await("one cluster", PATIENCE, scene::isOne);
        for (int number = 1; number <= size; number++) {
            connect(number);
        }
        await("presence at the beginning", PATIENCE, scene::isPresenceRight);
        await("messages of all to all", PATIENCE, () -> {
            recorders().forEach(Recorder::publish);
            return scene.isAllHeard();
        });
        scene.nodes().forEach(this::watch);
        var unused = talk.scheduleAtFixedRate(
                () -> recorders().forEach(Recorder::publish), 0, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Two clients by WebSocket and one by long polling. */
    void connect(int number) {
        String address = node(number).address();
        String user = "u" + number + "-" + starts.get(number) + "-";
        scene.enter(Recorder.socket(address, number, user + "a"));
        scene.enter(Recorder.socket(address, number, user + "b"));
        scene.enter(Recorder.polling(address, number, user + "poll"));
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
        detect(promised, () -> scene.isSplit(sideOf));
    }

    /** The same for one of several ends. */
    void detect(Duration promised, BooleanSupplier noticed) {
        long millis = await("loss noticed", PATIENCE, noticed);
        verdict.detected(millis);
        verdict.promise("noticed", promised, millis);
    }

    /** How long it took to notice the last fault. */
    long detectMillis() {
        return verdict.detectMillis();
    }

    /** Nobody has taken anybody for lost, until now. */
    void expectNoLoss() {
        for (FaultNode node : scene.nodes()) {
            node.lines().stream()
                    .filter(line -> line.contains("Node lost") || line.contains("Replacing the Ignite node"))
                    .forEach(line -> broken("false alarm at " + FaultNode.name(node.number()) + ": " + line));
        }
        expect(scene.isOne(), "not one cluster");
    }

    /** The links are back: waits until all is well, and keeps the times that it took. */
    void joinAndHeal(int... sideOf) {
        network.joinAll(sideOf);
        heal(HEALED);
    }

    /** Waits until the cluster is one, presence is right and all nodes are ready. */
    void heal(Duration promised) {
        long began = System.nanoTime();
        await("one cluster", PATIENCE, scene::isOne);
        long one = millisSince(began);
        await("presence right", PATIENCE, scene::isPresenceRight);
        long right = millisSince(began);
        await("all ready", PATIENCE, () -> scene.living().stream().allMatch(FaultNode::isReady));
        await("interest settled", PATIENCE, scene::isAllHeard);
        long whole = System.nanoTime();
        verdict.healed(one, millisSince(began));
        cuts.replaceAll(cut -> cut.isOpen() ? cut.until(whole) : cut);
        verdict.promise("one cluster and presence right", promised, right);
    }

    /** As kill -9, all at once; their clients are cut off with them. */
    void kill(Integer... numbers) {
        Set<Integer> some = Set.of(numbers);
        cutNow(IntStream.rangeClosed(1, size)
                .map(number -> some.contains(number) ? number : 0)
                .toArray());
        for (Integer number : numbers) {
            FaultNode node = node(number);
            scene.mourn(node);
            scene.leave(number);
            PresenceWatch watch = watches.get(node);
            scene.closeClientsOf(number);
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
        scene.mourn(node);
        scene.closeClientsOf(number);
        expect(node.process().stop() == 0, "drained node ends with 0");
        scene.leave(number);
    }

    /** Very many clients beside; closed at the end. */
    Crowd crowd(String channel) throws IOException {
        return crowdTalk.crowd(channel);
    }

    /** Clients at these nodes that publish numbers for a crowd on its channel, in turns, that many a second in all. */
    void talkTo(String channel, int perSecond, int... atNodes) {
        List<Line> lines = new ArrayList<>();
        for (int number : atNodes) {
            lines.add(new SocketLine(node(number).address(), Recorder.silent(number)));
        }
        crowdTalk.talk(channel, perSecond, lines);
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
        scene.hang(number, true);
        watches.get(node(number)).pause(true);
        node(number).signal("STOP");
    }

    void resume(int number) {
        node(number).signal("CONT");
        scene.hang(number, false);
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

    /** Whether no node with clients has one that was killed in its cluster any more; who has started since is another. */
    boolean isForgotten() {
        return scene.isForgotten(watches.keySet());
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
        verdict.note(text);
    }

    void broken(String what) {
        verdict.broken(what);
    }

    void expect(boolean holds, String what) {
        verdict.expect(holds, what);
    }

    /** Takes so many times as long as is promised for good: a run of all tests shares its machine with others. */
    void slack(int times) {
        verdict.slack(times);
    }

    /** Ends the talk, lets arrive what is under way, and counts. */
    Outcome outcome(String scenario) throws InterruptedException {
        talk.shutdown();
        talk.awaitTermination(10, TimeUnit.SECONDS);
        pause(2_000);
        watches.values().forEach(PresenceWatch::close);
        return verdict.outcome(scenario, scene.closes(), Tally.of(recorders(), cuts), watches.values());
    }

    /** The nodes' logs, for when something is wrong. */
    String story() {
        return scene.nodes().stream()
                .map(node -> "--- " + FaultNode.name(node.number()) + "\n" + String.join("\n", node.lines()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        talk.shutdownNow();
        crowdTalk.close();
        watches.values().forEach(PresenceWatch::close);
        recorders().forEach(Recorder::close);
        scene.nodes().forEach(FaultNode::close);
        backend.close();
        network.close();
    }

    private void watch(FaultNode node) {
        watches.put(node, new PresenceWatch(node, scene::isRight));
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
