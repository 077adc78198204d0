package org.carotene.admingui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user on a channel; which of the two it names depends on the question. */
public record PresenceRow(
        @Nullable String user,
        @Nullable String channel,
        @Nullable List<String> nodes,
        @Nullable Long clients) {}
