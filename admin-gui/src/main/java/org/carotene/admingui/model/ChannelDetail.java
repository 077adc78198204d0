package org.carotene.admingui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One channel: who has subscribed where, and how many users are present. */
public record ChannelDetail(
        String name,
        @Nullable Long subscribers,
        @Nullable Double publicationsPerSecond,
        List<At> nodes,
        @Nullable Long members,
        @Nullable Boolean presence) {
    public ChannelDetail {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }

    /** Its subscribers on one node. */
    public record At(
            String node,
            @Nullable Long subscribers,
            @Nullable Long users) {}
}
