package org.carotene.presence;

/** Presence cannot be answered right now: the node is away from its cluster, or the answer took too long. */
public final class PresenceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PresenceUnavailableException(String message) {
        super(message);
    }

    PresenceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
