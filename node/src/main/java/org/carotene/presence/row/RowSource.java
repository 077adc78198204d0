package org.carotene.presence.row;

import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/** The rows of one copy of the cache, read by key on the node that holds it. */
public interface RowSource {

    /** Whether this node holds a complete copy of the channel's rows, the first one or a backup. */
    boolean holds(ChannelName channel);

    /** The row as it is now, or null when there is none. */
    byte @Nullable [] read(ChannelName channel, long incarnation, int row);
}
