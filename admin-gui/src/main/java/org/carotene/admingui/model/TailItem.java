package org.carotene.admingui.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A publication that a tail shows; {@code message} is null and {@code text} its beginning when it was too long. */
public record TailItem(
        Instant at,
        String node,
        String channel,
        @Nullable Publisher publisher,
        long sizeBytes,
        @Nullable JsonNode message,
        @Nullable String text,
        boolean truncated) {

    /** Who published it: {@code user}, {@code anonymous} or {@code server}. */
    public record Publisher(String kind, @Nullable String user) {}

    /** The payload as one line. */
    public String line() {
        return message == null ? (text == null ? "" : text) : message.toString();
    }
}
