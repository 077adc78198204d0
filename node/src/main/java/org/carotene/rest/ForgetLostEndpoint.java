package org.carotene.rest;

import org.carotene.cluster.ClusterSplit;

/** {@code POST /api/cluster/forget-lost}: the nodes that are missing will not come back, and do not count any more. */
final class ForgetLostEndpoint implements Endpoint {

    private final ClusterSplit split;

    ForgetLostEndpoint(ClusterSplit split) {
        this.split = split;
    }

    @Override
    public String name() {
        return "forget-lost";
    }

    @Override
    public boolean posted() {
        return true;
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        split.forgetLost();
        exchange.empty(204);
    }
}
