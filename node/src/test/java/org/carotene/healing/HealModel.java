package org.carotene.healing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * A few nodes with the real rule over a cluster made of nothing but its faults: links cut one way or both, processes that
 * die and return, views that lag behind, messages that come late or never. Time is a number; a run takes milliseconds.
 *
 * <p>What it knows of Ignite: rings never merge; a cut is noticed after seconds, by each node when it likes; who joins finds
 * somebody who is in a ring or, told to join these nodes only, gives up after a while.
 */
final class HealModel {

    static final long JOIN_LIMIT = 20_000;

    private static final long DETECTION = 3_000;
    private static final long PROBE_LIMIT = 500;

    private record Event(long at, long number, Runnable task) {}

    /** One Ignite cluster; who has left without a word is in it until that is noticed. */
    private static final class Ring {
        final Map<IslandMember, Node> members = new LinkedHashMap<>();

        boolean has(NodeName name) {
            return members.keySet().stream().anyMatch(member -> member.name().equals(name));
        }
    }

    /** One process, whatever becomes of its Ignite node. */
    private static final class Node {
        final int index;
        final NodeName name;
        HealRule rule;
        boolean alive = true;
        int life;

        @Nullable
        Ring ring;

        @Nullable
        IslandMember member;

        Optional<Island> view = Optional.empty();

        /** Whom it may join only, while it is on its way; null when it may join anybody. */
        @Nullable
        Set<Integer> only;

        Node(int index, HealTimes times) {
            this.index = index;
            this.rule = new HealRule(times);
            this.name = new NodeName("n" + index + "@host");
        }

        PeerView told() {
            return new PeerView(name, view);
        }
    }

    private final Random random;
    private final Node[] nodes;
    private final boolean[][] reach;
    private final long[][] cutSince;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final double loss;
    private final long slowest;
    private final int slowView;
    private final HealTimes times;
    private final boolean reachIsAsked;
    private final Set<String> left = new LinkedHashSet<>();
    private final StringBuilder story = new StringBuilder();
    private long now;
    private long number;
    private long order;

    /**
     * @param loss which part of the messages is lost
     * @param slowest milliseconds that a question or an order may be on its way
     * @param slowView milliseconds after which a node may notice what has become of its ring
     * @param reachIsAsked whether each side looks first if it reaches the other; it should, but safety does not hang on it
     */
    HealModel(long seed, int size, double loss, long slowest, int slowView, HealTimes times, boolean reachIsAsked) {
        random = new Random(seed);
        this.loss = loss;
        this.slowest = slowest;
        this.slowView = slowView;
        this.times = times;
        this.reachIsAsked = reachIsAsked;
        nodes = new Node[size];
        reach = new boolean[size][size];
        cutSince = new long[size][size];
        for (int i = 0; i < size; i++) {
            nodes[i] = new Node(i, times);
            Arrays.fill(reach[i], true);
        }
        for (Node node : nodes) {
            Ring ring = nodes[0].ring;
            enter(node, ring == null ? new Ring() : ring);
            later(random.nextInt(1_000), () -> round(node, node.life));
        }
        later(100, this::detect);
    }

    // --- what a test does to it ---

    void run(long millis) {
        long until = now + millis;
        while (!events.isEmpty() && events.element().at() <= until) {
            Event next = events.remove();
            now = next.at();
            next.task().run();
            check();
        }
        now = until;
    }

    /** Links within a side work both ways, others do not work. */
    void split(int[] sideOf) {
        for (int a = 0; a < nodes.length; a++) {
            for (int b = 0; b < nodes.length; b++) {
                reach(a, b, sideOf[a] == sideOf[b]);
            }
        }
    }

    void reach(int from, int to, boolean works) {
        if (from != to && reach[from][to] != works) {
            reach[from][to] = works;
            if (!works) {
                cutSince[from][to] = now;
            }
        }
    }

    void join() {
        split(new int[nodes.length]);
    }

    void kill(int index) {
        Node node = nodes[index];
        if (node.alive) {
            tell("dies", node);
            node.alive = false;
            node.life++;
            node.only = null;
            node.view = Optional.empty();
            leaveRing(node, random.nextInt(7_000));
        }
    }

    void restart(int index) {
        Node node = nodes[index];
        if (!node.alive) {
            tell("starts", node);
            node.alive = true;
            node.rule = new HealRule(times);
            int life = node.life;
            later(random.nextInt(1_000), () -> round(node, life));
            joinAnybody(node, life);
        }
    }

    // --- what a test asks ---

    /** One cluster, known to all who live. */
    boolean isOne() {
        Set<NodeName> living = Arrays.stream(nodes)
                .filter(node -> node.alive)
                .map(node -> node.name)
                .collect(Collectors.toSet());
        return Arrays.stream(nodes)
                .filter(node -> node.alive)
                .allMatch(
                        node -> node.view.isPresent() && node.view.get().names().equals(living));
    }

    /** Names of the nodes that have left for another side since {@link #forgetLeft}. */
    Set<String> left() {
        return left;
    }

    void forgetLeft() {
        left.clear();
    }

    String story() {
        return story.toString();
    }

    // --- nodes ---

    private void round(Node node, int life) {
        if (node.life != life || !node.alive) {
            return;
        }
        List<PeerView> answers = new ArrayList<>();
        for (Node peer : nodes) {
            if (peer != node && message(node, peer)) {
                long half = random.nextInt((int) PROBE_LIMIT / 2);
                later(half, () -> {
                    if (peer.alive) {
                        PeerView answer = peer.told();
                        later(half, () -> answers.add(answer));
                    }
                });
            }
        }
        later(PROBE_LIMIT, () -> {
            if (node.life == life) {
                node.rule.look(now, node.told(), answers).ifPresent(winner -> ask(node, life, winner));
            }
        });
        later(1_000 + random.nextInt(100), () -> round(node, life));
    }

    private void ask(Node node, int life, Island winner) {
        tell("asks for " + winner, node);
        Node decider = nodeOf(winner.decider().orElseThrow());
        later(3_000, () -> {
            if (node.life == life) {
                // No effect when the answer has come.
                node.rule.refused(now);
            }
        });
        boolean fine = allReach(node.view.orElseThrow(), winner);
        if (fine && message(node, decider)) {
            Island asker = node.view.orElseThrow();
            later(delay(), () -> answer(node, life, decider, asker, winner));
        }
    }

    private void answer(Node node, int life, Node decider, Island asker, Island winner) {
        if (!decider.alive || decider.view.isEmpty() || !allReach(decider.view.get(), asker)) {
            return;
        }
        GrantAnswer answer = decider.rule.asked(now, decider.told(), asker);
        tell("answers " + node.name + ": " + answer, decider);
        if (message(decider, node)) {
            later(delay(), () -> {
                if (node.life == life && node.alive) {
                    if (answer != GrantAnswer.GRANTED) {
                        node.rule.refused(now);
                    } else if (node.rule.granted(now, node.told())) {
                        order(node, winner);
                    }
                }
            });
        }
    }

    private void order(Node decider, Island winner) {
        for (IslandMember member : decider.view.orElseThrow().members()) {
            Node node = nodeOf(member);
            int life = node.life;
            if (node != decider && message(decider, node)) {
                later(delay(), () -> {
                    if (node.life == life && node.rule.ordered(now, node.told(), decider.name)) {
                        leave(node, winner);
                    }
                });
            }
        }
        int life = decider.life;
        later(random.nextInt(1_000), () -> {
            if (decider.life == life) {
                leave(decider, winner);
            }
        });
    }

    private void leave(Node node, Island winner) {
        tell("leaves for " + winner, node);
        left.add(node.name.value());
        leaveRing(node, random.nextInt(300));
        node.only = winner.members().stream()
                .map(member -> nodeOf(member).index)
                .collect(Collectors.toCollection(HashSet::new));
        tryToJoin(node, node.life, now + JOIN_LIMIT);
    }

    private void tryToJoin(Node node, int life, long deadline) {
        if (node.life != life || !node.alive) {
            return;
        }
        if (now > deadline) {
            node.only = null;
            joinAnybody(node, life);
        } else if (!joined(node, node.only)) {
            later(500, () -> tryToJoin(node, life, deadline));
        }
    }

    private void joinAnybody(Node node, int life) {
        later(random.nextInt(2_000), () -> {
            if (node.life == life && node.alive && !joined(node, null)) {
                enter(node, new Ring());
            }
        });
    }

    private boolean joined(Node node, @Nullable Set<Integer> only) {
        for (Node other : nodes) {
            Ring ring = other.ring;
            if (ring != null
                    && other.alive
                    && other != node
                    && (only == null || only.contains(other.index))
                    && ring.members.values().stream().allMatch(member -> connected(node, member))
                    && !ring.has(node.name)) {
                enter(node, ring);
                return true;
            }
        }
        return false;
    }

    // --- rings ---

    private void enter(Node node, Ring ring) {
        PeerAddress address = new PeerAddress("10.0.0." + node.index, 1, 2, node.index + 1);
        order++;
        IslandMember member = new IslandMember(
                node.name, new UUID(random.nextLong(), random.nextLong()), order, now + order, Optional.of(address));
        node.only = null;
        node.ring = ring;
        node.member = member;
        ring.members.put(member, node);
        node.rule.settled();
        tell("is in " + ring.members.keySet().stream().map(IslandMember::name).toList(), node);
        node.view = view(ring);
        changed(ring);
    }

    private void leaveRing(Node node, long noticedAfter) {
        IslandMember member = node.member;
        node.view = Optional.empty();
        node.ring = null;
        node.member = null;
        if (member != null) {
            later(noticedAfter, () -> {
                for (Ring ring : rings()) {
                    if (ring.members.remove(member) != null) {
                        changed(ring);
                    }
                }
            });
        }
    }

    private void changed(Ring ring) {
        for (Node node : ring.members.values()) {
            later(random.nextInt(slowView), () -> {
                if (node.ring != null) {
                    node.view = view(node.ring);
                }
            });
        }
    }

    private static Optional<Island> view(Ring ring) {
        return Optional.of(new Island(List.copyOf(ring.members.keySet())));
    }

    private Set<Ring> rings() {
        return Arrays.stream(nodes)
                .flatMap(node -> Optional.ofNullable(node.ring).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Cuts rings whose links have been cut for long; a node that sees only some of the others goes on alone. */
    private void detect() {
        for (Ring ring : rings()) {
            List<Ring> sides = new ArrayList<>();
            ring.members.forEach((member, node) -> sides.stream()
                    .filter(side -> side.members.values().stream().noneMatch(other -> cutForLong(node, other)))
                    .findFirst()
                    .orElseGet(() -> added(sides))
                    .members
                    .put(member, node));
            if (sides.size() > 1) {
                sides.forEach(this::become);
            }
        }
        later(100 + random.nextInt(2_000), this::detect);
    }

    private static Ring added(List<Ring> sides) {
        Ring side = new Ring();
        sides.add(side);
        return side;
    }

    private void become(Ring side) {
        side.members.forEach((member, node) -> {
            if (member.equals(node.member)) {
                node.ring = side;
            }
        });
        changed(side);
    }

    // --- the net ---

    private boolean connected(Node a, Node b) {
        return reach[a.index][b.index] && reach[b.index][a.index];
    }

    private boolean cutForLong(Node a, Node b) {
        return (!reach[a.index][b.index] && now - cutSince[a.index][b.index] > DETECTION)
                || (!reach[b.index][a.index] && now - cutSince[b.index][a.index] > DETECTION);
    }

    private boolean allReach(Island from, Island to) {
        return !reachIsAsked
                || from.members().stream()
                        .allMatch(a -> to.members().stream()
                                .allMatch(b -> nodeOf(b).alive && reach[nodeOf(a).index][nodeOf(b).index]));
    }

    private boolean message(Node from, Node to) {
        return reach[from.index][to.index] && to.alive && random.nextDouble() >= loss;
    }

    private long delay() {
        return random.nextDouble() < 0.7 ? random.nextInt(50) : random.nextLong(slowest);
    }

    private Node nodeOf(IslandMember member) {
        return nodes[member.address().orElseThrow().peer() - 1];
    }

    private void later(long millis, Runnable task) {
        events.add(new Event(now + millis, number++, task));
    }

    // --- what must never be ---

    /** Nodes on their way to nobody but nodes that are on their way to them. */
    private void check() {
        Set<Integer> circle = new HashSet<>();
        for (Node node : nodes) {
            if (node.alive && node.only != null) {
                circle.add(node.index);
            }
        }
        while (!circle.isEmpty() && circle.removeIf(index -> !livesOf(index, circle))) {
            // Until nothing changes.
        }
        if (!circle.isEmpty()) {
            throw new AssertionError("at " + now + " nodes have left for each other: " + circle + "\n" + story);
        }
    }

    private boolean livesOf(int index, Set<Integer> circle) {
        Set<Integer> only = nodes[index].only;
        List<Integer> living = only == null
                ? List.of()
                : only.stream().filter(target -> nodes[target].alive).toList();
        return !living.isEmpty() && circle.containsAll(living);
    }

    private void tell(String what, Node node) {
        story.append(now).append(' ').append(node.name).append(' ').append(what).append('\n');
    }
}
