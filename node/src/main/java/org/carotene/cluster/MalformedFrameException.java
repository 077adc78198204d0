package org.carotene.cluster;

/** Bytes from another node are not what this version of the bus writes. */
final class MalformedFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}
