package org.carotene.healing;

import java.util.Optional;
import org.carotene.settings.NodeName;

/**
 * What a node says of itself: who it is, and the island that it is in.
 *
 * @param island empty while the node is detached: between two Ignite nodes it is no candidate for anything
 * @param links which members of the island it and they do not hear
 */
public record PeerView(NodeName name, Optional<Island> island, DeafLinks links) {

    public PeerView {
        if (island.isPresent() && island.get().member(name).isEmpty()) {
            throw new IllegalArgumentException("view of " + name + ": " + island.get() + " (expected: itself in it)");
        }
    }

    /** A node that hears all members of its island, or is of a version that does not tell. */
    public PeerView(NodeName name, Optional<Island> island) {
        this(name, island, DeafLinks.NONE);
    }

    public static PeerView detached(NodeName name) {
        return new PeerView(name, Optional.empty());
    }

    /** Where this node says that it is to be found. */
    public Optional<PeerAddress> address() {
        return island.flatMap(known -> known.member(name)).flatMap(IslandMember::address);
    }

    /** Whether this node decides for its island. */
    public boolean decides() {
        return island.filter(known -> known.isDecider(name)).isPresent();
    }
}
