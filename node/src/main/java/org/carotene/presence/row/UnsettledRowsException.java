package org.carotene.presence.row;

/** The rows of a node are being changed and did not fit together; the question is to be asked again. */
public final class UnsettledRowsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsettledRowsException() {
        super("rows do not fit together (expected: all of one batch, or later ones)", null, false, false);
    }
}
