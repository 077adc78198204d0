package org.carotene.presence;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.events.EventType;
import org.carotene.channel.ChannelName;
import org.carotene.metrics.Metrics;
import org.carotene.presence.member.PresenceStore;
import org.carotene.settings.PresenceSettings;

/** What a gateway has of presence, on a real Ignite node. */
final class PresenceNode implements AutoCloseable {

    static final PresenceSettings SETTINGS = new PresenceSettings(true, 100_000, Duration.ofSeconds(10), Duration.ZERO);

    final Metrics metrics = new Metrics();
    final ClusterPresence presence;
    private final ScheduledExecutorService rows = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    PresenceNode() {
        this(SETTINGS, Duration.ofSeconds(1));
    }

    PresenceNode(PresenceSettings settings, Duration upkeepEvery) {
        presence = new ClusterPresence(settings, metrics, rows, workers, upkeepEvery);
    }

    PresenceNode attach(Ignite ignite) throws Exception {
        return attach(ignite, IgnitePresenceStore.opener(ignite, 1, SETTINGS.answerTimeout(), Duration.ZERO));
    }

    /** Attaches through a store that the test has something to do with. */
    PresenceNode attach(Ignite ignite, PresenceStore.Opener opener) throws Exception {
        ignite.events()
                .localListen(
                        event -> {
                            presence.topologyChanged();
                            return true;
                        },
                        EventType.EVT_NODE_JOINED,
                        EventType.EVT_NODE_LEFT,
                        EventType.EVT_NODE_FAILED);
        presence.attach(opener).toCompletableFuture().get(20, TimeUnit.SECONDS);
        return this;
    }

    void enter(String channel, String... users) {
        for (String user : users) {
            presence.enter(new ChannelName(channel), user);
        }
    }

    void leave(String channel, String... users) {
        for (String user : users) {
            presence.leave(new ChannelName(channel), user);
        }
    }

    List<String> members(String channel) throws Exception {
        return presence.members(new ChannelName(channel)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    long count(String channel) throws Exception {
        return presence.count(new ChannelName(channel)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The value of a figure as an operator sees it. */
    long figure(String metric) {
        return (long) metrics.registry().scrape(metric::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(PresenceNode::value)
                .sum();
    }

    /** All rows of the cluster, on whatever node, of whatever node. */
    static int rowsIn(Ignite ignite) {
        IgniteCache<Object, Object> cache = ignite.cache(IgnitePresenceCache.NAME);
        return cache.size();
    }

    @Override
    public void close() {
        presence.detach();
        rows.shutdownNow();
        workers.shutdownNow();
    }

    private static double value(DataPointSnapshot point) {
        return point instanceof CounterSnapshot.CounterDataPointSnapshot counter
                ? counter.getValue()
                : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue();
    }
}
