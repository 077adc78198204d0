package org.carotene.architecture.broken.channel;

import org.eclipse.jetty.server.Server;

/** Keeps a server where none belongs. */
public final class HidesJetty {
    /** The server. */
    public final Class<?> server = Server.class;
}
