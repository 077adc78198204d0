package org.carotene.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.carotene.metrics.Metrics;
import org.carotene.settings.NodeName;

/** Peers without a sender, and what waits for them. */
final class TestPeer {

    private TestPeer() {}

    static Peer of(String name, long order) {
        return of(name, order, 1 << 20, new BusMetrics(new Metrics()));
    }

    static Peer of(String name, long order, long queueBytes, BusMetrics metrics) {
        Topology.Member member =
                new Topology.Member(new NodeName(name), name, order, List.of(), "0.1", Instant.EPOCH, false);
        return new Peer(member, WireVersion.NEWEST, queueBytes, 10, metrics);
    }

    /** Takes out what waits for the peer. */
    static List<Frame> waiting(Peer peer) {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = peer.queue().poll();
                frame != null;
                frame = peer.queue().poll()) {
            frames.add(frame);
        }
        return frames;
    }

    static Publication publication(String channel, String payload) {
        return new Publication(new ChannelName(channel), Json.of(payload), Publisher.ANONYMOUS);
    }

    static Frame.Publish publish(String payload) {
        return new Frame.Publish(publication("news", payload));
    }
}
