package org.carotene.architecture.broken.cluster;

import org.apache.ignite.Ignite;

/** Uses Ignite and does not say so. */
public final class HidesIgnite {
    /** What it uses. */
    public final Class<?> ignite = Ignite.class;
}
