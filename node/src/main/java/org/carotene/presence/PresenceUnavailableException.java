package org.carotene.presence;

import org.carotene.metrics.Sentence;

/** Presence cannot be answered right now: the node is away from its cluster, or the answer took too long. */
public final class PresenceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Sentence why;

    public PresenceUnavailableException(Sentence why) {
        super(why.text());
        this.why = why;
    }

    PresenceUnavailableException(Throwable cause) {
        super("presence cannot be answered now: " + cause, cause);
        this.why = Sentence.free(cause.toString());
    }

    /** The reason, for people. */
    public Sentence why() {
        return why;
    }
}
