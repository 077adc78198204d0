package org.carotene.architecture.broken.cluster;

import org.apache.ignite.Ignite;

/** Uses Ignite and says so. */
public final class IgniteByName {
    /** What it uses. */
    public final Class<?> ignite = Ignite.class;

    /** The name of the class outside counts. */
    public static final class Nested {
        /** What it uses. */
        public final Class<?> ignite = Ignite.class;
    }
}
