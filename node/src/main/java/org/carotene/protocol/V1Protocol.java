package org.carotene.protocol;

import org.carotene.channel.PublicationFormat;
import org.carotene.session.Outbound;
import org.carotene.session.Sessions;

/** Version 1 of Carotene's protocol, as clients in the field speak it: JSON objects without ids, and a bare ping. */
public final class V1Protocol implements Protocol {

    /** How version 1 writes publications, for those who pass them on without a conversation. */
    public static final PublicationFormat FORMAT = new V1Frames();

    private static final V1Frames FRAMES = (V1Frames) FORMAT;

    private final Sessions sessions;

    public V1Protocol(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public PublicationFormat format() {
        return FRAMES;
    }

    @Override
    public Conversation open(Outbound outbound) {
        return new V1Conversation(outbound, FRAMES, sessions);
    }
}
