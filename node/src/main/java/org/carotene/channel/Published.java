package org.carotene.channel;

/** What became of a publication that somebody handed to the {@link Hub}. */
public enum Published {
    /** Offered to every local lane with a subscriber and to the bus. */
    ACCEPTED,
    /** A lane has more waiting than it may hold; the publication went to nobody, try again when there is room. */
    OVERLOADED,
    /** The node is away from its cluster and holds as much as it may; the publication went to nobody. */
    DETACHED,
    /**
     * The node is cut off from most of its cluster, and the settings say that such a side takes no publications; it went to
     * nobody.
     */
    MINORITY
}
