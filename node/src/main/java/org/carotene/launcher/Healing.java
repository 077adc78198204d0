package org.carotene.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carotene.gateway.Gateway;
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
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.ClusterSettings.Heal;
import org.carotene.settings.NodeName;
import org.carotene.settings.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a cluster that was cut one again: looks for peers outside the cluster each second, and leaves for them or lets them
 * come, as {@link HealRule} says.
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
    private final PeerRound round;
    private final IslandTalk talk;
    private final HealRule rule;
    private final SplitReport report;

    /** @param auto whether this node may leave; it looks, tells and lets others come in any case */
    Healing(Gateway gateway, NodeSupervisor supervisor, ClusterPorts ports, boolean auto) {
        ClusterSettings settings = gateway.settings().cluster();
        PeerSeal seal = new PeerSeal(settings.secret());
        this.self = gateway.settings().nodeName();
        this.supervisor = supervisor;
        this.gateway = gateway;
        this.auto = auto;
        this.client = new PeerClient(seal);
        this.port = new PeerPort(ports.peer(), seal, this, threads.answers());
        this.targets = new PeerTargets(settings.nodes().stream().map(Peer::of).toList(), ports.told());
        this.round = new PeerRound(client, targets, threads.probes());
        this.talk = new IslandTalk(gateway.cluster(), new Reach(threads.probes()));
        this.rule = new HealRule(HealTimes.joiningWithin(NodeSupervisor.joinLimit(settings.failureDetectionTimeout())));
        this.report = new SplitReport(gateway.split());
    }

    /** Whether the settings let a node that our launcher runs leave for a larger side. */
    static boolean isAuto(ClusterSettings settings) {
        return settings.heal().orElse(Heal.AUTO) == Heal.AUTO;
    }

    void start() {
        talk.serve(this::ordered);
        threads.accept(port::serve);
        var unused = threads.rounds().scheduleWithFixedDelay(this::look, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        threads.stop();
    }

    @Override
    public PeerView probed(PeerView prober, InetAddress from) {
        targets.prober(prober, from);
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
            if (auto) {
                rule.look(now(), latest, answers).ifPresent(winner -> ask(latest, winner));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An exception would end the rounds for good.
            log.error("looking for other sides failed", e);
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
        talk.leave(own.island().orElseThrow(), self, winner.addresses());
        replace(winner.addresses(), "the cluster was split, and this side joins " + winner);
    }

    /** Called on the cluster thread. */
    private boolean ordered(NodeName decider, List<PeerAddress> winners) {
        boolean leaves = auto && !winners.isEmpty() && rule.ordered(now(), own(), decider);
        if (leaves) {
            replace(winners, "the cluster was split, and this side joins the larger one, as " + decider + " says");
        }
        return leaves;
    }

    private void replace(List<PeerAddress> winners, String why) {
        List<String> addresses =
                winners.stream().map(PeerAddress::discoveryAddress).toList();
        supervisor.replace(why, addresses).whenComplete((joined, error) -> {
            rule.settled();
            boolean done = error == null && joined.equals(true);
            gateway.split().healed(done);
            if (!done) {
                log.warn("This side did not get to the other one; it tries again later");
            }
        });
    }

    private PeerView own() {
        return IgniteIsland.view(self, supervisor.current());
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
