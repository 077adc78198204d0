package org.carotene.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carotene.cluster.BusHealth;
import org.carotene.gateway.Gateway;
import org.carotene.healing.DeafLinks;
import org.carotene.healing.DeafRule;
import org.carotene.healing.Discord;
import org.carotene.healing.GrantAnswer;
import org.carotene.healing.HealRule;
import org.carotene.healing.HealTimes;
import org.carotene.healing.Island;
import org.carotene.healing.IslandMember;
import org.carotene.healing.PeerAddress;
import org.carotene.healing.PeerClient;
import org.carotene.healing.PeerPort;
import org.carotene.healing.PeerSeal;
import org.carotene.healing.PeerView;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a cluster that was cut one again: looks for peers outside the cluster each second, and leaves for them or lets them
 * come, as {@link HealRule} says; and ends links within the cluster on which no messages pass, as {@link DeafRule} says.
 *
 * <p>One thread goes through the rounds and may block in them; questions of other nodes come on threads of their own. The
 * rule is what both meet in.
 */
final class Healing implements PeerPort.Answers {

    private static final long ROUND_MILLIS = 1_000;
    private static final Duration GRANT_LIMIT = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Healing.class);

    private final NodeName self;
    private final NodeSupervisor supervisor;
    private final Gateway gateway;
    private final boolean auto;
    private final HealThreads threads = new HealThreads();
    private final PeerClient client;
    private final PeerPort port;
    private final PeerTargets targets;
    private final ClusterPorts ports;
    private final IgniteIsland island;
    private final ProberViews probers = new ProberViews();
    private final PeerRound round;
    private final Reach reach;
    private final IslandTalk talk;
    private final HealRule rule;
    private final Discord discord;
    private final DeafRule deaf = new DeafRule();
    private final SplitReport report;

    Healing(Gateway gateway, NodeSupervisor supervisor, HealSetup setup) {
        PeerSeal seal = new PeerSeal(gateway.settings().cluster().secret());
        this.self = gateway.settings().nodeName();
        this.supervisor = supervisor;
        this.island = new IgniteIsland(self);
        this.gateway = gateway;
        this.auto = setup.auto();
        this.ports = setup.ports();
        this.client = new PeerClient(seal, gateway.clusterTls(), ports.address());
        this.port = new PeerPort(ports.peer(), seal, gateway.clusterTls(), this, threads.answers());
        this.targets = new PeerTargets(setup.peers(), ports.told());
        this.round = new PeerRound(client, targets, threads.probes());
        this.reach = new Reach(threads.probes(), gateway.clusterTls());
        this.talk = new IslandTalk(gateway.cluster(), reach);
        HealTimes times = HealTimes.joiningWithin(NodeSupervisor.joinLimit(setup.failureDetectionTimeout()));
        this.rule = new HealRule(times);
        this.discord = new Discord(times);
        this.report = new SplitReport(gateway.split());
    }

    void start() {
        talk.serve(this::ordered);
        supervisor.guideBy(this::whereToJoin);
        threads.accept(port::serve);
        var unused = threads.rounds().scheduleWithFixedDelay(this::look, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        threads.stop();
    }

    @Override
    public PeerView probed(PeerView prober, InetAddress from) {
        targets.prober(prober, from);
        probers.seen(prober, from);
        return own();
    }

    @Override
    public GrantAnswer asked(PeerView asker) {
        PeerView own = own();
        if (own.island().isEmpty() || asker.island().isEmpty()) {
            return GrantAnswer.DETACHED;
        }
        // First, since it takes a while; the rule then decides on what is true at that moment.
        List<String> missing =
                talk.missing(own.island().get(), self, asker.island().get().addresses());
        if (!missing.isEmpty()) {
            log.info(
                    "{} cannot come over yet: not reached from here {}",
                    asker.island().get(),
                    missing);
            return GrantAnswer.UNREACHABLE;
        }
        GrantAnswer answer = rule.asked(now(), own(), asker.island().get());
        if (answer == GrantAnswer.GRANTED) {
            log.info("Healing: {} come over to this side", asker.island().get());
            gateway.split().granted();
        }
        return answer;
    }

    private void look() {
        try {
            PeerView own = own();
            own.island().ifPresent(targets::members);
            PeerRound.Sights sights = round.look(own);
            List<PeerView> answers = sights.answers();
            PeerView latest = own();
            report.tell(
                    latest,
                    answers,
                    targets.at(sights.refused(), gateway.split().lost()));
            Optional<NodeName> other = discord.look(now(), latest, probers.with(answers));
            if (other.isPresent()) {
                supervisor.sick("this node and " + other.get() + " do not have each other in their clusters alike");
            } else if (auto) {
                rule.look(now(), latest, answers).ifPresent(winner -> ask(latest, winner));
            }
            endDeafLinks(latest, answers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An exception would end the rounds for good.
            log.error("looking for other sides failed", e);
        }
    }

    private void endDeafLinks(PeerView own, List<PeerView> answers) {
        List<NodeName> unheard = deaf.look(now(), own, answers);
        if (!unheard.isEmpty() && rule.parts(now())) {
            part(own, unheard);
        }
    }

    private void ask(PeerView own, Island winner) {
        Optional<GrantAnswer> answer = Optional.empty();
        try {
            answer = Optional.of(grant(own, winner));
        } catch (IOException e) {
            log.info("No answer from {}: {}", winner, e.toString());
        }
        if (answer.equals(Optional.of(GrantAnswer.GRANTED)) && rule.granted(now(), own())) {
            leave(own, winner);
        } else {
            answer.filter(given -> given != GrantAnswer.GRANTED)
                    .ifPresent(given -> log.info("This side cannot go over to {} yet: {}", winner, given.text()));
            rule.refused(now());
        }
    }

    private GrantAnswer grant(PeerView own, Island winner) throws IOException {
        List<String> missing = talk.missing(own.island().orElseThrow(), self, winner.addresses());
        if (!missing.isEmpty()) {
            throw new IOException("not all of its nodes are reached: " + missing);
        }
        PeerAddress decider = winner.decider().flatMap(IslandMember::address).orElseThrow();
        return client.askGrant(new InetSocketAddress(decider.host(), decider.peer()), own, GRANT_LIMIT);
    }

    private void leave(PeerView own, Island winner) {
        keepWith(own);
        talk.leave(own.island().orElseThrow(), self, winner.addresses());
        replace(winner.addresses(), Sentence.Kind.JOINS_SIDE.with("nodes", winner.names()));
    }

    /** Leaves for an island of its own, from which the heal brings it back as soon as all ports are reached both ways. */
    private void part(PeerView own, List<NodeName> unheard) {
        Set<NodeName> others = new HashSet<>(own.island().orElseThrow().names());
        others.remove(self);
        gateway.split().parted(others);
        String why = "no messages pass between it and " + unheard
                + "; this node joins the others again when all their ports are reached, both ways";
        supervisor
                .replace(why, List.of(ports.told().discoveryAddress()))
                .whenComplete((alone, error) -> rule.settled());
    }

    /** Called on the cluster thread. */
    private boolean ordered(NodeName decider, List<PeerAddress> winners) {
        PeerView own = own();
        boolean leaves = auto && !winners.isEmpty() && rule.ordered(now(), own, decider);
        if (leaves) {
            // Before the answer, so that the decider has all that was published here when it has that.
            keepWith(own);
            replace(winners, Sentence.Kind.JOINS_LARGER_SIDE.with("node", decider));
        }
        return leaves;
    }

    /** Nodes of one side go over one after the other: what their clients publish meanwhile is for all of them. */
    private void keepWith(PeerView own) {
        Set<NodeName> others = new HashSet<>(own.island().map(Island::names).orElse(Set.of()));
        others.remove(self);
        gateway.cluster().leaveWith(others);
    }

    private void replace(List<PeerAddress> winners, Sentence why) {
        gateway.split().leaving(why);
        supervisor.replace(why.text(), discovery(winners)).whenComplete((joined, error) -> {
            rule.settled();
            boolean done = error == null && joined.equals(true);
            gateway.split().healed(done);
            if (!done) {
                log.warn("This side did not get to the other one; it tries again later");
            }
        });
    }

    /**
     * For an instance that replaces another: the nodes of the largest side all of which this machine gets through to. A
     * ring that it would be in with only some of them throws it out again, and each try stalls the others; so if there is
     * no such side, it starts alone, and comes over when all links are back. If nobody answers, whoever is found will do.
     */
    private List<String> whereToJoin() {
        try {
            List<Island> islands = round.look(PeerView.detached(self)).answers().stream()
                    .flatMap(answer -> answer.island().stream())
                    .sorted((one, other) -> one.beats(other) ? -1 : other.beats(one) ? 1 : 0)
                    .toList();
            for (Island island : islands) {
                List<String> missing = missing(island);
                if (missing.isEmpty()) {
                    return discovery(island.addresses());
                }
                log.info("This node cannot join {} now: not reached from here {}", island, missing);
            }
            return islands.isEmpty() ? List.of() : List.of(ports.told().discoveryAddress());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<String> missing(Island island) {
        return reach.missing(island.addresses()).toCompletableFuture().join();
    }

    private static List<String> discovery(List<PeerAddress> addresses) {
        return addresses.stream().map(PeerAddress::discoveryAddress).toList();
    }

    private PeerView own() {
        Set<UUID> unheard = new HashSet<>();
        for (BusHealth.Link link : gateway.cluster().deaf()) {
            unheard.add(UUID.fromString(link.id()));
        }
        return island.view(supervisor.current(), new DeafLinks(unheard, auto));
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
