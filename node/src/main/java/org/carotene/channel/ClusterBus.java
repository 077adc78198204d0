package org.carotene.channel;

/**
 * Carries publications to the hubs of the other interested nodes, at most once; the order of one publisher on one
 * channel is kept.
 *
 * <p>Called on lanes and REST threads; no method blocks.
 */
public interface ClusterBus {

    /**
     * Sends to every other node with a subscriber on the channel; never delivers to this one. What a node that does not
     * take its messages cannot be sent is dropped and counted for that node alone.
     *
     * @return {@link Published#ACCEPTED}; {@link Published#DETACHED} when the node is away from its cluster and holds as
     *     much as it may, or has held for as long as it may; {@link Published#MINORITY} when its side refuses
     */
    Published broadcast(Publication publication);

    /** Tells the other nodes that this one now has a subscriber on the channel; called under the channel's entry. */
    void interested(ChannelName channel);

    /** Tells the other nodes that this one has lost its last subscriber on the channel. */
    void uninterested(ChannelName channel);
}
