package org.carotene.faults;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The nodes of a run and their clients, and what is seen of them: who is whose neighbour, who hears whom, who is named. */
final class Scene {

    /** As soon as that after a client has come every node of its cluster must name it. */
    static final Duration PRESENCE_RIGHT = Duration.ofSeconds(1);

    /** Users of a node that was killed: they may be named by those who have not noticed. */
    private record Dead(String id, Set<String> users, Set<FaultNode> noticed) {}

    private final int size;
    private final Map<Integer, FaultNode> nodes = new TreeMap<>();
    private final Set<Integer> hung = ConcurrentHashMap.newKeySet();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private final List<Dead> dead = new CopyOnWriteArrayList<>();

    Scene(int size) {
        this.size = size;
    }

    void enter(FaultNode node) {
        nodes.put(node.number(), node);
    }

    void enter(Recorder client) {
        recorders.add(client);
    }

    FaultNode node(int number) {
        FaultNode node = nodes.get(number);
        if (node == null) {
            throw new IllegalArgumentException("node " + number + " (expected: started before)");
        }
        return node;
    }

    List<FaultNode> nodes() {
        return List.copyOf(nodes.values());
    }

    List<Recorder> recorders() {
        return recorders;
    }

    /** The node is about to go; those who do not notice may name its users. */
    void mourn(FaultNode node) {
        dead.add(new Dead(node.id(), users(Set.of(node.number())), ConcurrentHashMap.newKeySet()));
    }

    void leave(int number) {
        nodes.remove(number);
    }

    void closeClientsOf(int number) {
        recorders.stream().filter(recorder -> recorder.node() == number).forEach(Recorder::close);
    }

    void hang(int number, boolean on) {
        if (on) {
            hung.add(number);
        } else {
            hung.remove(number);
        }
    }

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
    boolean isForgotten(Set<FaultNode> withClients) {
        return withClients.parallelStream()
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

    /** Those that do not hang. */
    List<FaultNode> living() {
        return nodes.values().stream()
                .filter(node -> !hung.contains(node.number()))
                .toList();
    }

    /** Whether these are whom the node may name, given whom it has in its cluster. */
    boolean isRight(FaultNode asked, FaultNode.View view, Set<String> present) {
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

    /** Whoever is connected to these nodes. */
    Set<String> users(Set<Integer> onNodes) {
        return recorders.stream()
                .filter(recorder -> recorder.isOpen() && onNodes.contains(recorder.node()))
                .map(Recorder::user)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether every client has heard each other one that talks, within the last moments. */
    boolean isAllHeard() {
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

    private static Set<String> names(Set<Integer> numbers) {
        return numbers.stream().map(FaultNode::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
