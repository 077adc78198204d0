package org.carotene.cluster;

/** Another node cannot be asked, or did not answer in time. */
public final class PeerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PeerUnavailableException(String message) {
        super(message);
    }
}
