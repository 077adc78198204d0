package org.carotene.architecture.broken.settings;

import org.carotene.architecture.broken.channel.HidesJetty;

/** Settings that know whom they are for. */
public final class KnowsItsUser {
    /** Who uses it. */
    public final Class<?> user = HidesJetty.class;
}
