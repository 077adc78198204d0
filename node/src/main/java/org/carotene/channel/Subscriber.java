package org.carotene.channel;

import org.jspecify.annotations.Nullable;

/** A connection as the hub sees it: it belongs to one lane for life and speaks one protocol. */
public interface Subscriber {

    Lane lane();

    PublicationFormat format();

    /** The authenticated user, or null while anonymous; read on the subscriber's lane. */
    @Nullable
    String user();
}
