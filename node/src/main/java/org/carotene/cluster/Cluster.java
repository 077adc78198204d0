package org.carotene.cluster;

import org.carotene.channel.ClusterBus;

/**
 * What the gateway needs of the cluster, whichever Ignite instance is attached, or none.
 *
 * <p>Lives as long as the gateway. While detached it keeps publications within the bounds of the settings, says so when
 * they are reached, and remembers interest for the next attach.
 */
public interface Cluster extends ClusterBus, Peers, ClusterView {}
