package org.carotene.cluster;

import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to one other node what waits for it, in rounds, on a thread of its own.
 *
 * <p>At rest a frame goes at once. The next round begins no sooner than {@link #ROUND_NANOS} after the last one began,
 * unless a full message waits: what the message costs, here and there, is mostly the waking of threads, so it pays to
 * gather. A send may block for as long as a hung node stays undetected, which nobody but this thread notices.
 */
final class PeerSender implements Runnable {

    /** A message is sent once it is larger than this. */
    static final int MESSAGE_BYTES = 262_144;

    /** The shortest time between the starts of two rounds. */
    static final long ROUND_NANOS = 500_000;

    private static final long AFTER_FAILURE_NANOS = 100_000_000;
    private static final Logger log = LoggerFactory.getLogger(PeerSender.class);

    /** How a message gets to the other node; may block, and throws when it is certain that it did not get there. */
    interface Wire {
        void send(byte[] message);
    }

    private final Peer peer;
    private final OutgoingQueue queue;
    private final Wire wire;
    private final BusMetrics metrics;
    private final FrameCodec codec;
    private final int[] inMessage = new int[Frame.Kind.values().length + 1];
    private boolean failing;

    PeerSender(Peer peer, Wire wire, BusMetrics metrics) {
        this.peer = peer;
        this.queue = peer.queue();
        this.codec = new FrameCodec(peer.wireVersion());
        this.wire = wire;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        long last = System.nanoTime() - ROUND_NANOS;
        for (Frame first = queue.take(); first != null; first = queue.take()) {
            long rest = ROUND_NANOS - (System.nanoTime() - last);
            if (rest > 0 && queue.bytes() < MESSAGE_BYTES) {
                queue.pause(rest);
            }
            last = System.nanoTime();
            round(first);
        }
        for (Frame left = queue.poll(); left != null; left = queue.poll()) {
            peer.dropped(left.kind(), 1);
        }
    }

    private void round(Frame first) {
        try {
            fill(first);
            byte[] message = codec.message();
            wire.send(message);
            count(message.length);
            recovered();
        } catch (RuntimeException | Error e) {
            // Whatever it was, this thread must live: without it the node would get nothing more.
            codec.clear();
            drop();
            failed(e);
        }
    }

    private void fill(Frame first) {
        for (@Nullable Frame next = first; next != null; next = queue.poll()) {
            inMessage[next.kind().code()]++;
            codec.add(next);
            if (codec.size() >= MESSAGE_BYTES) {
                return;
            }
        }
    }

    private void count(int bytes) {
        peer.messageSent(bytes, inMessage[Frame.Kind.PUBLICATION.code()]);
        countOut(metrics::sent);
    }

    private void drop() {
        countOut(peer::dropped);
    }

    private void countOut(ObjIntConsumer<Frame.Kind> counter) {
        for (Frame.Kind kind : Frame.Kind.values()) {
            counter.accept(kind, inMessage[kind.code()]);
            inMessage[kind.code()] = 0;
        }
    }

    private void failed(Throwable e) {
        if (queue.isClosed()) {
            return;
        }
        if (!failing) {
            failing = true;
            log.warn("messages to a node are lost until further notice: node={}, reason={}", peer.name(), e.toString());
            log.debug("not sent: node={}", peer.name(), e);
        }
        queue.pause(AFTER_FAILURE_NANOS);
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.info("messages to a node can be sent again: node={}", peer.name());
        }
    }
}
