package org.carotene.rest;

import java.util.Optional;

/** Whether a load balancer may send clients to this node. Called on lanes; does not block. */
@FunctionalInterface
public interface Readiness {

    /** What stands in the way, in words for the operator, or empty when the node is ready. */
    Optional<String> obstacle();

    /** What the operator should know although the node serves, or empty. */
    default Optional<String> remark() {
        return Optional.empty();
    }
}
