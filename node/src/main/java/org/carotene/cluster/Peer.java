package org.carotene.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * Another node, during one stay of both in the same cluster: what waits for it, what it wants, what has passed.
 *
 * <p>{@link #offer} and the figures on any thread; {@link #interest()}, {@link #heard} and {@link #listen} on the cluster
 * thread alone.
 */
final class Peer {

    private final Topology.Member member;
    private final int wireVersion;
    private final OutgoingQueue queue;
    private final BusMetrics metrics;
    private final RemoteInterest interest;
    private final Hearing hearing;
    private final long metNanos = System.nanoTime();

    private final LongAdder messagesSent = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder publicationsSent = new LongAdder();
    private final LongAdder messagesReceived = new LongAdder();
    private final LongAdder publicationsReceived = new LongAdder();
    private final LongAdder framesDropped = new LongAdder();

    private volatile boolean heard;
    private volatile long canaryNanos = metNanos;
    private volatile @Nullable Instant canaryAt;
    private volatile boolean interestKnown;
    private volatile boolean complained;
    private volatile Optional<BusHealth.Deafness> deafness = Optional.empty();

    /** @param deafBeats after how many beats without a message the link counts as deaf */
    Peer(Topology.Member member, int wireVersion, long queueBytes, int deafBeats, BusMetrics metrics) {
        this.member = member;
        this.wireVersion = wireVersion;
        this.queue = new OutgoingQueue(queueBytes);
        this.metrics = metrics;
        this.interest = new RemoteInterest(member.order());
        this.hearing = new Hearing(deafBeats);
    }

    Topology.Member member() {
        return member;
    }

    /** In which version to write to it. */
    int wireVersion() {
        return wireVersion;
    }

    NodeName name() {
        return member.name();
    }

    OutgoingQueue queue() {
        return queue;
    }

    RemoteInterest interest() {
        return interest;
    }

    /** Leaves a frame for the sender; what does not fit is dropped and counted for this node alone. */
    boolean offer(Frame frame) {
        boolean taken = queue.offer(frame);
        if (!taken) {
            dropped(frame.kind(), 1);
        }
        return taken;
    }

    void dropped(Frame.Kind kind, int frames) {
        if (frames > 0) {
            framesDropped.add(frames);
            metrics.dropped(kind, frames);
        }
    }

    void messageSent(int bytes, int publications) {
        messagesSent.increment();
        bytesSent.add(bytes);
        publicationsSent.add(publications);
        metrics.messageSent(bytes);
    }

    void messageReceived(int bytes) {
        heard = true;
        messagesReceived.increment();
        metrics.messageReceived(bytes);
    }

    void publicationReceived() {
        publicationsReceived.increment();
    }

    void canaryReceived(Instant at) {
        canaryAt = at;
        canaryNanos = System.nanoTime();
    }

    /** How many messages have come from the node. */
    long messagesReceived() {
        return messagesReceived.sum();
    }

    /** The node says how many messages it has got. */
    void heard(long messages) {
        hearing.said(messages);
    }

    /** Looks whether the two hear each other, once a second; whether that has changed. */
    boolean listen() {
        hearing.beat(messagesReceived());
        Optional<BusHealth.Deafness> last = deafness;
        deafness = hearing.deafness();
        return !last.equals(deafness);
    }

    Optional<BusHealth.Deafness> deafness() {
        return deafness;
    }

    /** Whether anything has ever come from the node. */
    boolean isHeard() {
        return heard;
    }

    long metNanos() {
        return metNanos;
    }

    /** When its last canary came, or when it was met if none has. */
    long canaryNanos() {
        return canaryNanos;
    }

    void interestKnown(boolean known) {
        interestKnown = known;
    }

    /** True the first time: a peer's faults are logged once. */
    boolean complain() {
        boolean first = !complained;
        complained = true;
        return first;
    }

    PeerTraffic traffic() {
        return new PeerTraffic(
                name(),
                queue.bytes(),
                messagesSent.sum(),
                bytesSent.sum(),
                publicationsSent.sum(),
                messagesReceived.sum(),
                publicationsReceived.sum(),
                framesDropped.sum());
    }

    BusHealth.Link health() {
        Duration silence = Duration.ofNanos(System.nanoTime() - canaryNanos);
        return new BusHealth.Link(
                name(), member.id(), member.order(), Optional.ofNullable(canaryAt), silence, interestKnown, deafness);
    }
}
