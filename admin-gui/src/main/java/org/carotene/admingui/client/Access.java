package org.carotene.admingui.client;

import java.util.List;
import java.util.Set;
import org.carotene.admingui.model.NodeAddress;

/**
 * How to get at a cluster.
 *
 * @param seeds the nodes to try, in this order; at least one
 * @param trusted SHA-256 fingerprints of certificates that the operator has decided to trust
 * @param operator the name for the nodes' logs; may be empty
 */
public record Access(List<NodeAddress> seeds, boolean tls, String token, Set<String> trusted, String operator) {
    public Access {
        seeds = List.copyOf(seeds);
        trusted = Set.copyOf(trusted);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("seeds: none (expected: at least one address)");
        }
    }

    /** Whether it can be a token: what a header cannot carry is none of a node's. */
    public static boolean canBeToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** The token is nobody's to read in a log. */
    @Override
    public String toString() {
        return "Access" + seeds + (tls ? " with TLS" : "");
    }
}
