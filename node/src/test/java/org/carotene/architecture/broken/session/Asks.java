package org.carotene.architecture.broken.session;

import org.carotene.architecture.broken.channel.KnowsItsUser;

/** Uses the channel, as it may. */
public final class Asks {
    /** What it uses. */
    public final Class<?> used = KnowsItsUser.class;
}
