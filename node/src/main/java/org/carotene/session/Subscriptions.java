package org.carotene.session;

import java.util.Arrays;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one session, sorted by channel; used on its lane only.
 *
 * <p>An array, because most connections hold one or a few, and a hash map for one takes three times the memory.
 */
final class Subscriptions {

    private @Nullable Subscription[] sorted = new Subscription[1];
    private int size;

    int size() {
        return size;
    }

    boolean has(ChannelName channel) {
        return position(channel) >= 0;
    }

    Subscription at(int index) {
        Subscription subscription = sorted[index];
        if (subscription == null) {
            throw new IllegalStateException("subscription at " + index + " (expected: below " + size + ")");
        }
        return subscription;
    }

    void add(Subscription subscription) {
        int position = position(subscription.channel().name());
        if (position >= 0) {
            throw new IllegalStateException(
                    "subscribed twice: " + subscription.channel().name() + " (expected: once)");
        }
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, size * 2);
        }
        int index = -position - 1;
        System.arraycopy(sorted, index, sorted, index + 1, size - index);
        sorted[index] = subscription;
        size++;
    }

    /** Where the channel stands, or -(where it would stand) - 1. */
    private int position(ChannelName channel) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = at(middle).channel().name().compareTo(channel);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
