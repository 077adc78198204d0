package org.carotene.presence;

import java.util.Objects;
import org.apache.ignite.cache.affinity.AffinityKeyMapped;
import org.jspecify.annotations.Nullable;

/**
 * Where a row lies in the cache: all rows of a channel on the same node.
 *
 * <p>A plain class, since Ignite cannot marshal records; its name and its fields are part of what nodes of different
 * versions have in common.
 */
final class IgniteRowKey {

    @AffinityKeyMapped
    private final String channel;

    private final long incarnation;
    private final int row;

    IgniteRowKey(String channel, long incarnation, int row) {
        this.channel = channel;
        this.incarnation = incarnation;
        this.row = row;
    }

    long incarnation() {
        return incarnation;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IgniteRowKey key
                && row == key.row
                && incarnation == key.incarnation
                && channel.equals(key.channel);
    }

    @Override
    public int hashCode() {
        return Objects.hash(channel, incarnation, row);
    }

    @Override
    public String toString() {
        return channel + "/" + incarnation + "/" + row;
    }
}
