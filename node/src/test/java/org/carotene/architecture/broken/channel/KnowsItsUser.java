package org.carotene.architecture.broken.channel;

import org.carotene.architecture.broken.session.Asks;

/** Looks back along the walk, which makes a cycle. */
public final class KnowsItsUser {
    /** Who uses it. */
    public final Class<?> user = Asks.class;
}
