package org.carotene.admingui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel with subscribers somewhere. */
public record ChannelRow(
        String name,
        @Nullable Long subscribers,
        List<String> nodes,
        @Nullable Double publicationsPerSecond) {
    public ChannelRow {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }
}
