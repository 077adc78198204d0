package org.carotene.healing;

import java.util.Optional;
import org.carotene.settings.NodeName;

/**
 * What a node says of itself: who it is, and the island that it is in.
 *
 * @param island empty while the node is detached: between two Ignite nodes it is no candidate for anything
 */
public record PeerView(NodeName name, Optional<Island> island) {

    public PeerView {
        if (island.isPresent() && !island.get().names().contains(name)) {
            throw new IllegalArgumentException("view of " + name + ": " + island.get() + " (expected: itself in it)");
        }
    }

    public static PeerView detached(NodeName name) {
        return new PeerView(name, Optional.empty());
    }

    /** Whether this node decides for its island. */
    public boolean decides() {
        return island.filter(known -> known.isDecider(name)).isPresent();
    }
}
