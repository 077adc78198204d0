package org.carotene.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.carotene.channel.Publication;

/**
 * The gate between publishers and the cluster: open while there is one, and otherwise a store with a bound in bytes and
 * in time.
 *
 * <p>Any thread; times are those of {@link System#nanoTime}, handed in. A publication is kept for the time limit and then
 * lost and counted; once the gate has been shut for that long, new ones are refused, since nobody knows for how much
 * longer. When the gate opens, what is kept goes first, in its order.
 */
final class HeldPublications {

    private static final int CHUNK = 256;

    /** What became of an offered publication. */
    enum Offer {
        /** The gate is open: the caller sends it itself. */
        PASS,
        HELD,
        REFUSED
    }

    private record Held(Publication publication, int weight, long sinceNanos) {}

    private final long limitBytes;
    private final long limitNanos;
    private final LongAdder lost;
    private final Queue<Held> kept = new ArrayDeque<>();
    private long bytes;
    private long shutSince;
    private boolean opening;
    private volatile boolean shut = true;

    /** A gate that is shut. */
    HeldPublications(long limitBytes, long limitNanos, long now, LongAdder lost) {
        this.limitBytes = limitBytes;
        this.limitNanos = limitNanos;
        this.shutSince = now;
        this.lost = lost;
    }

    Offer offer(Publication publication, long now) {
        if (!shut) {
            return Offer.PASS;
        }
        synchronized (this) {
            return shut ? keep(publication, now) : Offer.PASS;
        }
    }

    /** Shuts the gate; no effect while it is shut. */
    synchronized void shut(long now) {
        if (!shut) {
            shut = true;
            shutSince = now;
        }
    }

    /**
     * Shuts the gate, unless there is a cluster. Asked under the lock: whoever comes back to a cluster says so first and opens
     * then, so that this cannot shut what has been opened meanwhile.
     */
    synchronized void shutUnless(BooleanSupplier attached, long now) {
        if (!attached.getAsBoolean()) {
            shut(now);
        }
    }

    /** Hands what is kept and still young enough to the sender, in order, then opens the gate. */
    void open(long now, Consumer<Publication> sender) {
        synchronized (this) {
            opening = true;
        }
        expire(now);
        // In chunks, so that a publisher never waits for more than one of them.
        while (shut) {
            for (Publication publication : chunk()) {
                sender.accept(publication);
            }
            openIfAlmostEmpty(sender);
        }
    }

    /** Drops what has been kept for too long. */
    synchronized void expire(long now) {
        while (!kept.isEmpty() && now - kept.element().sinceNanos() > limitNanos) {
            bytes -= kept.remove().weight();
            lost.increment();
        }
    }

    synchronized int count() {
        return kept.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    private Offer keep(Publication publication, long now) {
        int weight = new Frame.Publish(publication).weight();
        boolean tooLate = !opening && now - shutSince > limitNanos;
        if (tooLate || bytes + weight > limitBytes) {
            return Offer.REFUSED;
        }
        bytes += weight;
        kept.add(new Held(publication, weight, now));
        return Offer.HELD;
    }

    private synchronized List<Publication> chunk() {
        List<Publication> chunk = new ArrayList<>();
        while (chunk.size() < CHUNK && !kept.isEmpty()) {
            Held next = kept.remove();
            bytes -= next.weight();
            chunk.add(next.publication());
        }
        return chunk;
    }

    private synchronized void openIfAlmostEmpty(Consumer<Publication> sender) {
        if (kept.size() < CHUNK) {
            chunk().forEach(sender);
            opening = false;
            shut = false;
        }
    }
}
