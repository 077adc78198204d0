package org.carotene.cluster;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.channel.Subscription;
import org.carotene.metrics.Metrics;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.NodeName;

/** What a gateway has of cluster and hub, with a lane that records. */
final class TestGateway implements AutoCloseable {

    final NodeName name;
    final Metrics metrics = new Metrics();
    final RecordingLane lane = new RecordingLane();
    final IgniteCluster cluster;
    final Hub hub;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    TestGateway(String name) {
        this(name, ClusterSettings.DEFAULTS);
    }

    TestGateway(String name, ClusterSettings settings) {
        this.name = new NodeName(name);
        this.cluster = new IgniteCluster(
                this.name,
                settings,
                new ClusterSplit(metrics),
                metrics,
                thread,
                Executors.defaultThreadFactory(),
                Clock.systemUTC());
        this.hub = new Hub(List.of(lane), cluster, List.of());
        cluster.start(hub);
    }

    /** Attaches and waits until the node is ready. */
    TestGateway attach(Ignite ignite) throws Exception {
        cluster.attach(ignite).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return this;
    }

    /** The defaults with other bounds. */
    static ClusterSettings settings(int queueBytes, int heldBytes, Duration heldTime) {
        ClusterSettings defaults = ClusterSettings.DEFAULTS;
        return new ClusterSettings(
                defaults.nodes(),
                defaults.address(),
                defaults.discoveryPort(),
                defaults.communicationPort(),
                defaults.secret(),
                defaults.tls(),
                defaults.failureDetectionTimeout(),
                defaults.backups(),
                queueBytes,
                heldBytes,
                heldTime,
                defaults.workDirectory(),
                defaults.heal(),
                defaults.minority());
    }

    void subscribe(String channel) {
        subscriptions.put(channel, lane.subscribe(hub, channel));
    }

    void unsubscribe(String channel) {
        hub.unsubscribe(subscriptions.remove(channel));
    }

    /** How many channels are known to be wanted on other nodes. */
    int wantedElsewhere() {
        return (int) figure("carotene_cluster_channels_wanted", "");
    }

    /** Whether there are that many others, and it is known what they want. */
    boolean knows(int others) {
        List<BusHealth.Link> links = cluster.busHealth().links();
        return links.size() == others && links.stream().allMatch(BusHealth.Link::interestKnown);
    }

    PeerTraffic trafficWith(TestGateway other) {
        return cluster.traffic().stream()
                .filter(traffic -> traffic.node().equals(other.name))
                .findFirst()
                .orElseThrow();
    }

    Published publish(String channel, String payload) {
        return hub.publish(new Publication(new ChannelName(channel), Json.of(payload), Publisher.ANONYMOUS));
    }

    /** The value of a figure as an operator sees it; of one with a kind when it is not empty. */
    double figure(String metric, String kind) {
        return metrics.registry().scrape(metric::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .filter(point -> kind.isEmpty() || kind.equals(point.getLabels().get("kind")))
                .mapToDouble(TestGateway::value)
                .sum();
    }

    @Override
    public void close() {
        // Detached first: the others may be gone, and stop() would wait for them.
        cluster.detach();
        cluster.stop();
        thread.shutdownNow();
    }

    private static double value(DataPointSnapshot point) {
        if (point instanceof CounterSnapshot.CounterDataPointSnapshot counter) {
            return counter.getValue();
        }
        return ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue();
    }
}
