package org.carotene.admingui.model;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the connection to a cluster.
 *
 * @param address the node that is or was tried last; null before the first
 * @param node its name, once it has said it
 * @param problem why the node before could not be had, or null
 * @param certificate what waits for a decision in {@link Phase#UNTRUSTED}
 */
public record LinkState(
        Phase phase,
        @Nullable NodeAddress address,
        @Nullable String node,
        @Nullable Sentence problem,
        @Nullable X509Certificate certificate) {
    /** Not connected, and not trying. */
    public static final LinkState CLOSED = new LinkState(Phase.CLOSED, null, null, null, null);

    /** Where a connection can be. */
    public enum Phase {
        /** Trying for the first time. */
        CONNECTING,
        CONNECTED,
        /** It was connected, and tries the next nodes. */
        RECONNECTING,
        /** The token was refused; waits for another one. */
        REFUSED,
        /** A certificate waits for the operator's decision. */
        UNTRUSTED,
        CLOSED
    }

    public boolean connected() {
        return phase == Phase.CONNECTED;
    }
}
