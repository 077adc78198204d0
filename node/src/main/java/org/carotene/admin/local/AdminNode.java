package org.carotene.admin.local;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.carotene.channel.Hub;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.IgniteCluster;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.presence.Presence;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.carotene.transport.HttpServer;
import org.carotene.transport.lane.Lanes;

/**
 * What the operator's API needs of its node.
 *
 * @param obstacle what stands in the way of serving clients
 * @param leave how the process ends in order; empty where it is not ours to end
 * @param ignite figures of the attached Ignite node, if there is one
 * @param work threads for what takes a moment and waits for nobody
 * @param timer one thread, for what is due; never for work
 * @param own makes a thread of its own
 */
public record AdminNode(
        Settings settings,
        Hub hub,
        Presence presence,
        IgniteCluster cluster,
        ClusterSplit split,
        Metrics metrics,
        Timeline timeline,
        HttpServer server,
        Lanes lanes,
        Supplier<Optional<Sentence>> obstacle,
        Supplier<Optional<Runnable>> leave,
        Supplier<Optional<IgniteFigures>> ignite,
        Executor work,
        ScheduledExecutorService timer,
        ThreadFactory own,
        Instant startedAt) {

    public NodeName name() {
        return settings.nodeName();
    }
}
