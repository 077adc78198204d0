/**
 * The other nodes: the bus that carries publications to them, their interest in channels, calls between nodes, and the
 * view of who is there. The far end of the bus enters {@link org.carotene.channel.Hub#deliver}, as local subscribers do.
 *
 * <p>On its way a publication walks {@link org.carotene.cluster.IgniteCluster}, {@code Mesh} (which nodes want it), the
 * {@code OutgoingQueue} of each {@code Peer}, its {@code PeerSender}; on the other node {@code IgniteAttachment} and the
 * {@code Inbox} of the node that it came from.
 */
@NullMarked
package org.carotene.cluster;

import org.jspecify.annotations.NullMarked;
