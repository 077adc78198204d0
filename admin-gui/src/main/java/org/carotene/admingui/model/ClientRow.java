package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open connection.
 *
 * @param user null while anonymous
 * @param channels what it is subscribed to, null where the answer does not name them
 */
public record ClientRow(
        String node,
        String id,
        @Nullable String user,
        @Nullable String address,
        @Nullable String transport,
        @Nullable String protocol,
        @Nullable Boolean tls,
        @Nullable Long subscriptions,
        @Nullable Long queuedBytes,
        @Nullable Instant since,
        @Nullable Long ageMs,
        @Nullable Long in,
        @Nullable Long out,
        @Nullable Long idleMs,
        @Nullable List<String> channels,
        @Nullable Long channelsTotal) {

    /** What names it in the cluster. */
    public String key() {
        return node + "/" + id;
    }
}
