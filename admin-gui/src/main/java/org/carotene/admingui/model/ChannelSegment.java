package org.carotene.admingui.model;

import org.jspecify.annotations.Nullable;

/**
 * A part of channel names between separators.
 *
 * @param name the whole name up to and with this segment
 * @param leaf whether there is a channel of exactly this name
 */
public record ChannelSegment(
        String segment,
        String name,
        @Nullable Long channels,
        @Nullable Long subscribers,
        boolean leaf) {}
