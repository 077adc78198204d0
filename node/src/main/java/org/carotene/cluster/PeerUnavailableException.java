package org.carotene.cluster;

import org.carotene.metrics.Sentence;

/** Another node cannot be asked, or did not answer in time. */
public final class PeerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Sentence why;

    public PeerUnavailableException(Sentence why) {
        super(why.text());
        this.why = why;
    }

    /** The same as the message, for operators. */
    public Sentence why() {
        return why;
    }
}
