package org.carotene.admingui.model;

import org.jspecify.annotations.Nullable;

/**
 * A part of channel names between separators.
 *
 * @param name the whole name up to and with this segment
 * @param channels how many channels are at or below it; null where several nodes have some, which may be the same ones:
 *     then it is between {@code channelsAtLeast} and {@code channelsAtMost}
 * @param leaf whether there is a channel of exactly this name
 */
public record ChannelSegment(
        String segment,
        String name,
        @Nullable Long channels,
        @Nullable Long channelsAtLeast,
        @Nullable Long channelsAtMost,
        @Nullable Long subscribers,
        boolean leaf) {

    /** Whether there may be channels below it. */
    public boolean opens() {
        Long most = channels == null ? channelsAtMost : channels;
        return most == null || most > (leaf ? 1 : 0);
    }
}
