package org.carotene.architecture.broken.transport.lane;

import org.carotene.architecture.broken.transport.Whole;

/** A part that looks back at the whole, which makes a cycle within one package of the walk. */
public final class KnowsTheWhole {
    /** The whole. */
    public final Class<?> whole = Whole.class;
}
