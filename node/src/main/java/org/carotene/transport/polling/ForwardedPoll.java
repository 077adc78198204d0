package org.carotene.transport.polling;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carotene.cluster.Peers;
import org.carotene.settings.NodeName;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's poll at a node that does not own the client's id, from its coming to its answer.
 *
 * <p>One question at a time is under way; each says, once answered, how to go on. When the owner does not answer, it is
 * asked again until the poll's time is over, or it has left the cluster and with it the id. Any thread, one after the
 * other.
 */
final class ForwardedPoll {

    private static final Logger log = LoggerFactory.getLogger(ForwardedPoll.class);

    /** The owner ends the wait; this is only for one that does not. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final long AGAIN_MILLIS = 250;

    private final PollForwarding forwarding;
    private final PollExchange exchange;
    private final UUID id;
    private final Runnable unknown;
    private final long beganNanos = System.nanoTime();
    private final Set<NodeName> strangers = new HashSet<>(2);
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param unknown answers the client that there is no such id */
    ForwardedPoll(PollForwarding forwarding, PollExchange exchange, UUID id, Runnable unknown) {
        this.forwarding = forwarding;
        this.exchange = exchange;
        this.id = id;
        this.unknown = unknown;
    }

    void begin() {
        Optional<NodeName> owner = forwarding.owners(id).stream()
                .filter(node -> !strangers.contains(node))
                .findFirst();
        if (owner.isPresent()) {
            ask(owner.get());
        } else if (forwarding.isAway(id)) {
            again();
        } else if (end()) {
            unknown.run();
        }
    }

    /** Has the client ask again, on another connection: its node stops. */
    void leaveNode() {
        if (end()) {
            exchange.closeAfter();
            exchange.empty(HttpStatus.NO_CONTENT_204);
        }
    }

    private void ask(NodeName owner) {
        long ticket = forwarding.nextTicket();
        byte[] question = new PollQuestion(PollQuestion.Kind.POLL, id, ticket)
                .bytes(forwarding.peers().wireVersion(owner));
        Duration limit = Duration.ofNanos(leftNanos()).plus(MARGIN);
        var unused = forwarding
                .peers()
                .ask(owner, Peers.Service.POLL, question, limit)
                .thenApply(PollReply::of)
                .whenComplete((reply, failure) -> answered(owner, ticket, reply, failure));
    }

    private void answered(NodeName owner, long ticket, @Nullable PollReply reply, @Nullable Throwable failure) {
        if (reply == null) {
            log.debug("poll not answered: owner={}", owner, failure);
            // There may have been frames in an answer that is lost.
            forwarding.tellFate(owner, id, ticket, false);
            again();
            return;
        }
        switch (reply.answer()) {
            case FRAMES -> frames(owner, ticket, reply.frames());
            case READY -> exchange.ifClientIsThere(this::begin, this::nothing);
            case UNKNOWN -> {
                strangers.add(owner);
                begin();
            }
            default -> nothing();
        }
    }

    private void frames(NodeName owner, long ticket, byte[] frames) {
        if (end()) {
            exchange.frames(frames, arrived -> forwarding.tellFate(owner, id, ticket, arrived));
        } else {
            forwarding.tellFate(owner, id, ticket, false);
        }
    }

    private void again() {
        if (leftNanos() == 0) {
            nothing();
        } else if (!over.get()) {
            forwarding.later(AGAIN_MILLIS, () -> exchange.ifClientIsThere(this::begin, this::nothing));
        }
    }

    private void nothing() {
        if (end()) {
            exchange.empty(HttpStatus.NO_CONTENT_204);
        }
    }

    private long leftNanos() {
        return Math.max(0, forwarding.limits().pollNanos() - (System.nanoTime() - beganNanos));
    }

    private boolean end() {
        forwarding.over(this);
        return over.compareAndSet(false, true);
    }
}
