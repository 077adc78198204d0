package org.carotene.healing;

import java.util.Set;
import java.util.UUID;

/**
 * What a node says of the links on which no messages pass, though both ends are in one island.
 *
 * @param ids the Ignite nodes at their other ends
 * @param mayLeave whether this node may leave the island for it
 */
public record DeafLinks(Set<UUID> ids, boolean mayLeave) {

    /** Of a node that hears everybody and is heard, or does not tell. */
    public static final DeafLinks NONE = new DeafLinks(Set.of(), false);

    public DeafLinks {
        if (ids.size() > Island.MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "deaf links: " + ids.size() + " (expected: 0.." + Island.MOST_MEMBERS + ")");
        }
        ids = Set.copyOf(ids);
    }
}
