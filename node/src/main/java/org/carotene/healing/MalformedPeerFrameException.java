package org.carotene.healing;

import java.io.IOException;

/** What came over a peer port is not what a node sends, or not signed with the cluster's secret. */
public final class MalformedPeerFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedPeerFrameException(String message) {
        super(message);
    }
}
