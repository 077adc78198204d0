package org.carotene.transport.lane;

import java.util.concurrent.atomic.AtomicLong;
import org.carotene.channel.Channel;
import org.carotene.channel.Publication;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Publications that wait for a lane's next round. Any thread adds, the lane takes. The bound is a word to those who add: who
 * can wait does, who cannot drops and counts.
 */
final class Offers {

    /** A publication, and the channel whose subscribers are to have it. */
    record Offer(Channel channel, Publication publication) {

        private long cost() {
            return (long) publication.weight() + OVERHEAD_BYTES;
        }
    }

    /** What a publication costs beside its own weight, against the bound. */
    private static final int OVERHEAD_BYTES = 128;

    private final long maxBytes;
    private final MpscUnboundedArrayQueue<Offer> waiting = new MpscUnboundedArrayQueue<>(1024);
    private final AtomicLong bytes = new AtomicLong();
    private long taken;

    Offers(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(Channel channel, Publication publication) {
        Offer offer = new Offer(channel, publication);
        bytes.addAndGet(offer.cost());
        waiting.offer(offer);
    }

    /** The next one, null if there is none; it counts as waiting until {@link #release}. */
    @Nullable
    Offer take() {
        Offer offer = waiting.poll();
        if (offer != null) {
            taken += offer.cost();
        }
        return offer;
    }

    /** What has been taken does not wait any more; whether there was anything. */
    boolean release() {
        if (taken == 0) {
            return false;
        }
        bytes.addAndGet(-taken);
        taken = 0;
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean hasRoom() {
        return bytes.get() < maxBytes;
    }

    /** What waits. Any thread. */
    long bytes() {
        return bytes.get();
    }
}
