package org.carotene.transport.polling;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.Protocol;
import org.carotene.session.Disconnect;
import org.carotene.session.Progress;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneOutbound;
import org.carotene.transport.lane.Round;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A polling id: a session whose client is there only while it polls.
 *
 * <p>Frames are kept from one poll to the next, up to a bound; past it the id ends, as a WebSocket does that reads too
 * slowly. One answer at a time is on its way: the next poll waits until it is known whether the client can have got it,
 * and what it cannot have got is the first that the next poll gets. So nothing is lost, doubled or overtaken, as far as
 * a server can know: what the client's system has acknowledged counts as received.
 *
 * <p>Everything runs on the id's lane.
 */
final class PollOutbound extends LaneOutbound {

    private static final Logger log = LoggerFactory.getLogger(PollOutbound.class);

    /** What a message that waits costs beside its text. */
    private static final int MESSAGE_OVERHEAD_BYTES = 64;

    private final PublicationFormat format;
    private final PollLimits limits;
    private final SocketAddress opener;
    private final Runnable ended;
    private final KeptFrames kept = new KeptFrames();
    // Set in open(), before anything else is called.
    private @Nullable Conversation conversation;

    private @Nullable Poll waiting;
    private boolean answering;
    private long lastUseNanos = System.nanoTime();
    private boolean used;
    private long pollBeganNanos;

    private final Queue<byte[]> messages = new ArrayDeque<>(2);
    private long messageBytes;
    private boolean busy;
    private boolean handling;

    private boolean ending;
    private boolean gone;

    /**
     * @param opener where the request came from that the id was made for
     * @param ended called once when the id has ended, on the lane
     */
    PollOutbound(JettyLane lane, PublicationFormat format, PollLimits limits, SocketAddress opener, Runnable ended) {
        super(lane);
        this.format = format;
        this.limits = limits;
        this.opener = opener;
        this.ended = ended;
    }

    /** Once, before anything else: the client may talk from now on. */
    void open(Protocol protocol) {
        lane().add(this);
        conversation = protocol.open(this);
    }

    @Override
    public PublicationFormat format() {
        return format;
    }

    @Override
    @Nullable
    protected Conversation conversation() {
        return conversation;
    }

    @Override
    public boolean isPolling() {
        return true;
    }

    @Override
    public @Nullable String address() {
        return shown(opener);
    }

    @Override
    public long queuedBytes() {
        return kept.bytes();
    }

    @Override
    public long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastUseNanos);
    }

    /** A poll: answered at once when something is kept, else as soon as something comes; the newest one gets it. */
    void poll(Poll poll) {
        if (ending) {
            poll.answer(PollAnswer.UNKNOWN);
            return;
        }
        lastUseNanos = System.nanoTime();
        used = true;
        answerWaiting(PollAnswer.NOTHING);
        waiting = poll;
        pollBeganNanos = lastUseNanos;
        limits.waiting().increment();
        if (canAnswer()) {
            giveFrames(poll);
        }
    }

    /** A message: handled at once, or when those before it have been. */
    PollAnswer receive(byte[] message) {
        if (ending) {
            return PollAnswer.UNKNOWN;
        }
        lastUseNanos = System.nanoTime();
        used = true;
        if (messageBytes + cost(message) > limits.bufferBytes() && !messages.isEmpty()) {
            return PollAnswer.FULL;
        }
        countReceived();
        messageBytes += cost(message);
        messages.add(message);
        if (!handling) {
            handleMessages();
        }
        return PollAnswer.TAKEN;
    }

    @Override
    protected void take(Round round, int first) {
        if (ending) {
            notDelivered(round, first);
            return;
        }
        for (int link = first; link >= 0; link = round.nextLink(link)) {
            List<Publication> publications = round.publications(link);
            for (int i = 0; i < publications.size(); i++) {
                keep(publications.get(i).encoded(format));
            }
        }
        if (waiting != null) {
            // After the round: an answer may have Jetty read the client's next request.
            lane().runHere(this::answerFrames);
        }
    }

    @Override
    public long maxTextBytes() {
        return limits.bufferBytes() / 2;
    }

    @Override
    public void send(byte[] text) {
        keep(text);
        answerFrames();
    }

    @Override
    public void resume() {
        busy = false;
        if (!handling) {
            handleMessages();
        }
    }

    /** Ends the id; a poll that waits still gets what has been kept. */
    @Override
    public void close(Disconnect reason) {
        if (!ending) {
            ending = true;
            log.debug("polling id ends: {}", reason);
            // Not at once: a round may be walking the sets that this id is in.
            lane().execute(this::end);
        }
    }

    @Override
    protected void tick(long nowNanos) {
        if (waiting != null) {
            // Messages of the client meanwhile are no answer to its poll.
            if (nowNanos - pollBeganNanos >= limits.pollNanos()) {
                lastUseNanos = nowNanos;
                answerWaiting(PollAnswer.NOTHING);
            }
        } else if (!answering && nowNanos - lastUseNanos >= (used ? limits.lifetimeNanos() : limits.unusedNanos())) {
            close(Disconnect.IDLE);
        }
    }

    private void keep(byte[] frame) {
        if (ending || kept.add(frame, limits.bufferBytes())) {
            return;
        }
        limits.slow().increment();
        log.debug("more than {} bytes wait for a polling id", limits.bufferBytes());
        kept.clear();
        close(Disconnect.SLOW);
    }

    private boolean canAnswer() {
        return waiting != null && !answering && !kept.isEmpty();
    }

    /** Something has come for the poll that waits, if one does. */
    private void answerFrames() {
        Poll poll = waiting;
        if (poll == null || !canAnswer()) {
            return;
        }
        if (poll.isForwarded() && !ending) {
            answerWaiting(PollAnswer.READY);
        } else {
            giveFrames(poll);
        }
    }

    private void giveFrames(Poll poll) {
        notWaiting();
        answering = true;
        poll.answerFrames(kept.take(poll.maxBytes()), arrived -> lane().execute(() -> answered(arrived)));
    }

    private void answered(boolean arrived) {
        answering = false;
        lastUseNanos = System.nanoTime();
        if (gone) {
            return;
        }
        if (arrived) {
            kept.arrived();
        } else {
            kept.putBack();
        }
        answerFrames();
    }

    private void answerWaiting(PollAnswer answer) {
        Poll poll = waiting;
        if (poll != null) {
            notWaiting();
            poll.answer(answer);
        }
    }

    private void notWaiting() {
        waiting = null;
        limits.waiting().decrement();
    }

    private void handleMessages() {
        handling = true;
        try {
            while (!busy && !ending && !messages.isEmpty()) {
                byte[] message = messages.remove();
                messageBytes -= cost(message);
                handle(message);
            }
        } finally {
            handling = false;
        }
    }

    private void handle(byte[] message) {
        Conversation open = conversation;
        if (open == null) {
            return;
        }
        busy = true;
        try {
            if (open.receive(message, 0, message.length) == Progress.DONE) {
                busy = false;
            }
        } catch (RuntimeException | Error e) {
            log.error("a client's message could not be handled, its polling id ends", e);
            close(Disconnect.FAILED);
        }
    }

    private void end() {
        if (gone) {
            return;
        }
        answerFrames();
        gone = true;
        lane().remove(this);
        if (conversation != null) {
            conversation.closed();
        }
        // The client's next poll learns that the id is unknown: a node that stops must not give it a new one now.
        answerWaiting(PollAnswer.NOTHING);
        kept.clear();
        messages.clear();
        ended.run();
    }

    private static long cost(byte[] message) {
        return (long) message.length + MESSAGE_OVERHEAD_BYTES;
    }
}
