package org.carotene.protocol;

import org.carotene.channel.PublicationFormat;
import org.carotene.session.Outbound;

/** A wire protocol: how it writes publications, and a conversation for each connection. Any thread. */
public interface Protocol {

    PublicationFormat format();

    /** Begins a conversation; called on the connection's lane before its first message. */
    Conversation open(Outbound outbound);
}
