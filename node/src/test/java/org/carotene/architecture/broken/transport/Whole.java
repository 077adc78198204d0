package org.carotene.architecture.broken.transport;

import org.carotene.architecture.broken.transport.lane.KnowsTheWhole;

/** Puts the parts together, as it may. */
public final class Whole {
    /** A part. */
    public final Class<?> part = KnowsTheWhole.class;
}
