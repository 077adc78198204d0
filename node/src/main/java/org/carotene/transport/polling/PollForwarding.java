package org.carotene.transport.polling;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.cluster.Peers;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the owners of polling ids that are not this node's, for clients that have come here.
 *
 * <p>Any thread; nothing blocks. The polls that wait are bounded by the questions that may wait for other nodes.
 */
final class PollForwarding {

    private static final Logger log = LoggerFactory.getLogger(PollForwarding.class);

    private static final Duration MESSAGE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FATE_LIMIT = Duration.ofSeconds(2);
    private static final long FATE_PAUSE_MILLIS = 500;
    private static final int FATE_TRIES = 20;
    private static final int RETRY_SECONDS = 1;

    private final PollIds ids;
    private final Peers peers;
    private final Scheduler timer;
    private final PollLimits limits;
    private final LongAdder polls;
    private final LongAdder messages;
    private final Set<ForwardedPoll> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong tickets = new AtomicLong(System.nanoTime());
    private volatile boolean stopping;
    private volatile Topology topology = Topology.DETACHED;
    private volatile long awaySinceNanos = System.nanoTime();

    /**
     * @param polls counts polls that are not answered here
     * @param messages counts messages that are not taken here
     */
    PollForwarding(PollIds ids, Peers peers, Scheduler timer, PollLimits limits, LongAdder polls, LongAdder messages) {
        this.ids = ids;
        this.peers = peers;
        this.timer = timer;
        this.limits = limits;
        this.polls = polls;
        this.messages = messages;
    }

    /** Who is in the cluster has changed. */
    void changed(Topology next) {
        if (topology.attached() && !next.attached()) {
            awaySinceNanos = System.nanoTime();
        }
        topology = next;
    }

    /** Has the poll answered by the owner of its id, or hears that there is none. */
    void poll(PollExchange exchange, UUID id, Runnable unknown) {
        polls.increment();
        ForwardedPoll poll = new ForwardedPoll(this, exchange, id, unknown);
        waiting.add(poll);
        if (stopping) {
            poll.leaveNode();
        } else {
            poll.begin();
        }
    }

    /** Passes the message on to the owner of the id, and answers when it has been taken. */
    void receive(PollExchange exchange, PollMessage message) {
        messages.increment();
        receive(exchange, message, owners(message.id()), 0);
    }

    /** The node stops: clients that wait here ask elsewhere. */
    void stop() {
        stopping = true;
        waiting.forEach(ForwardedPoll::leaveNode);
    }

    /** The other nodes that may own the id: by all odds one, or none. */
    List<NodeName> owners(UUID id) {
        int code = PollIds.ownerCode(id);
        return topology.members().stream()
                .filter(member -> !member.self() && PollIds.ownerCode(member.name()) == code)
                .map(Topology.Member::name)
                .toList();
    }

    /** Whether nobody can be asked now, but the id may be alive all the same, at another node. */
    boolean isAway(UUID id) {
        return !topology.attached() && !ids.isOwn(id) && System.nanoTime() - awaySinceNanos < limits.lifetimeNanos();
    }

    void over(ForwardedPoll poll) {
        waiting.remove(poll);
    }

    Peers peers() {
        return peers;
    }

    long nextTicket() {
        return tickets.incrementAndGet();
    }

    PollLimits limits() {
        return limits;
    }

    void later(long millis, Runnable task) {
        timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Tells the owner what has become of its answer, until it has heard, or is gone. */
    void tellFate(NodeName owner, UUID id, long ticket, boolean arrived) {
        PollQuestion.Kind kind = arrived ? PollQuestion.Kind.ARRIVED : PollQuestion.Kind.NOT_ARRIVED;
        tellFate(owner, new PollQuestion(kind, id, ticket), FATE_TRIES);
    }

    private void tellFate(NodeName owner, PollQuestion fate, int tries) {
        var unused = peers.ask(owner, Peers.Service.POLL, fate.bytes(peers.wireVersion(owner)), FATE_LIMIT)
                .whenComplete((heard, failure) -> {
                    if (failure == null) {
                        return;
                    }
                    log.debug("fate of an answer not told: owner={}", owner, failure);
                    if (tries > 1) {
                        later(FATE_PAUSE_MILLIS, () -> tellFate(owner, fate, tries - 1));
                    }
                });
    }

    private void receive(PollExchange exchange, PollMessage message, List<NodeName> owners, int index) {
        if (index == owners.size()) {
            if (isAway(message.id())) {
                exchange.retryLater(RETRY_SECONDS, "this node is away from its cluster");
            } else {
                exchange.empty(HttpStatus.NO_CONTENT_204);
            }
            return;
        }
        NodeName owner = owners.get(index);
        byte[] question = message.bytes(peers.wireVersion(owner));
        var unused = peers.ask(owner, Peers.Service.POLL_MESSAGE, question, MESSAGE_LIMIT)
                .thenApply(PollReply::of)
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        log.debug("message not passed on: owner={}", owner, failure);
                        exchange.retryLater(
                                RETRY_SECONDS,
                                "the node that has this connection-id does not answer; it may have taken the message");
                    } else if (reply.answer() == PollAnswer.UNKNOWN) {
                        receive(exchange, message, owners, index + 1);
                    } else {
                        exchange.received(reply.answer());
                    }
                });
    }
}
