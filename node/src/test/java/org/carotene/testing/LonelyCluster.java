package org.carotene.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.cluster.Cluster;
import org.carotene.cluster.PeerUnavailableException;
import org.carotene.cluster.Topology;
import org.carotene.cluster.WireVersion;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;

/** A cluster of one node. */
public final class LonelyCluster implements Cluster {

    private final Topology topology;

    public LonelyCluster(NodeName self) {
        Topology.Member member = new Topology.Member(self, "1", 1, List.of(), "test", Instant.EPOCH, true);
        topology = new Topology(true, 1, List.of(member));
    }

    @Override
    public Published broadcast(Publication publication) {
        return Published.ACCEPTED;
    }

    @Override
    public void interested(ChannelName channel) {}

    @Override
    public void uninterested(ChannelName channel) {}

    @Override
    public Set<NodeName> others() {
        return Set.of();
    }

    @Override
    public CompletionStage<byte[]> ask(NodeName node, Service service, byte[] question, Duration limit) {
        return CompletableFuture.failedStage(
                new PeerUnavailableException(Sentence.Kind.NOT_A_MEMBER.with("node", node)));
    }

    @Override
    public int wireVersion(NodeName node) {
        return WireVersion.NEWEST;
    }

    @Override
    public void serve(Service service, Answerer answerer) {}

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void onChange(Consumer<Topology> listener) {}
}
