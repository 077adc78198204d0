package org.carotene.channel;

/** Somebody beside the subscribers who gets what is published on this node: the backend, a broker. */
public interface PublicationTap {

    /** Called after the publication was accepted, on the publisher's thread; must not block. */
    void published(Publication publication);
}
