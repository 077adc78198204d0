package org.carotene.channel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions to one channel that live on one lane, to be walked without a lock or a copy.
 *
 * <p>Changed and walked on that lane's thread only; {@link #isEmpty()} may be asked on any.
 */
public final class LaneSubscriptions {

    private @Nullable Subscription[] subscriptions = new Subscription[2];
    private volatile int size;
    private int mark = -1;
    private int lastRound = -1;
    private final PassingRate rate = new PassingRate();

    /** Whether nobody is there, as far as the calling thread has been told. */
    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public Subscription at(int index) {
        Subscription subscription = subscriptions[index];
        if (subscription == null) {
            throw new IllegalStateException("subscription at " + index + " (expected: below " + size + ")");
        }
        return subscription;
    }

    /** What the lane has noted for its present round, -1 when nothing; the lane's own business. */
    public int mark() {
        return mark;
    }

    public void mark(int mark) {
        this.mark = mark;
    }

    /** Whether the lane's round before that one was for this channel too, and notes that this one is; the lane's own business. */
    public boolean isAgainIn(int round) {
        boolean again = lastRound == round - 1;
        lastRound = round;
        return again;
    }

    /** How fast publications pass. */
    public PassingRate rate() {
        return rate;
    }

    void add(Subscription subscription) {
        int count = size;
        if (count == subscriptions.length) {
            subscriptions = Arrays.copyOf(subscriptions, count * 2);
        }
        subscription.index = count;
        subscriptions[count] = subscription;
        size = count + 1;
    }

    void remove(Subscription subscription) {
        int last = size - 1;
        Subscription moved = at(last);
        subscriptions[subscription.index] = moved;
        moved.index = subscription.index;
        subscriptions[last] = null;
        size = last;
        if (subscriptions.length > 8 && last < subscriptions.length / 4) {
            subscriptions = Arrays.copyOf(subscriptions, subscriptions.length / 2);
        }
    }
}
