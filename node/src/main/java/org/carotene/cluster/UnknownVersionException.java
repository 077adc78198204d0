package org.carotene.cluster;

/** A message between nodes is of a version that this node does not read. */
final class UnknownVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownVersionException(int version) {
        super("message version: " + version + " (expected: " + WireVersion.OLDEST + ".." + WireVersion.NEWEST + ")");
    }
}
