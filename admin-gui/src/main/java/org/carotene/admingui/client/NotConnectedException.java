package org.carotene.admingui.client;

import java.net.ConnectException;

/** There is no node to ask just now; nothing was sent. */
final class NotConnectedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    NotConnectedException() {
        super("not connected to any node");
    }
}
