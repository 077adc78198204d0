package org.carotene.testing;

import org.carotene.channel.ChannelName;
import org.carotene.channel.ClusterBus;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;

/** The bus of a node without others. */
public final class SilentBus implements ClusterBus {

    @Override
    public Published broadcast(Publication publication) {
        return Published.ACCEPTED;
    }

    @Override
    public void interested(ChannelName channel) {}

    @Override
    public void uninterested(ChannelName channel) {}
}
