package org.carotene.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.logger.NullLogger;
import org.apache.ignite.plugin.segmentation.SegmentationPolicy;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.carotene.launcher.NodeProcess;

/**
 * Lean Ignite nodes of one cluster in this JVM, on loopback and free ports; closing stops those that still run.
 *
 * <p>Two clusters never find each other: the nodes of one share an address list of their own, and are at an address of
 * their own, so that a port that one of them has left is not taken by a node of another.
 */
public final class IgniteNodes implements AutoCloseable {

    private final String cluster = UUID.randomUUID().toString();
    private final TcpDiscoveryVmIpFinder addresses = new TcpDiscoveryVmIpFinder(true);
    private final String address = NodeProcess.clusterAddress();
    private final List<Ignite> running = new ArrayList<>();
    private final Path work;

    /** A cluster without nodes that keeps its files in the folder. */
    public IgniteNodes(Path work) {
        this.work = work;
    }

    /** Starts that many nodes, named {@code node1@localhost} and so on. */
    public List<Ignite> start(int count) {
        List<Ignite> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(start("node" + (running.size() + 1) + "@localhost"));
        }
        return started;
    }

    /** Starts a node whose attributes say that it runs the plugin under that name. */
    public Ignite start(String nodeName) {
        return start(configuration(nodeName)
                .setUserAttributes(NodeAttributes.of(nodeName, "0.1", List.of("127.0.0.1:8081"), true)));
    }

    /** Starts a node that has no plugin. */
    public Ignite startStranger(String name) {
        return start(configuration(name));
    }

    /** Starts a node of a configuration made by {@link #configuration} and changed. */
    public Ignite start(IgniteConfiguration configuration) {
        Ignite ignite = Ignition.start(configuration);
        running.add(ignite);
        return ignite;
    }

    /** A configuration that joins this cluster; good for one start. */
    public IgniteConfiguration configuration(String name) {
        DataRegionConfiguration region = new DataRegionConfiguration()
                .setName("default")
                .setInitialSize(16L << 20)
                .setMaxSize(128L << 20);
        DataStorageConfiguration storage = new DataStorageConfiguration().setDefaultDataRegionConfiguration(region);
        storage.getSystemDataRegionConfiguration().setInitialSize(10L << 20).setMaxSize(20L << 20);
        return new IgniteConfiguration()
                .setIgniteInstanceName(name + "/" + cluster)
                .setConsistentId(name)
                .setWorkDirectory(work.toAbsolutePath().toString())
                .setLocalHost(address)
                .setGridLogger(new NullLogger())
                .setDiscoverySpi(discovery())
                .setCommunicationSpi(communication())
                .setDataStorageConfiguration(storage)
                .setFailureDetectionTimeout(5_000)
                .setSegmentationPolicy(SegmentationPolicy.NOOP)
                .setClientConnectorConfiguration(null)
                .setConnectorConfiguration(null)
                .setMetricsLogFrequency(0)
                .setPublicThreadPoolSize(4)
                .setSystemThreadPoolSize(4)
                .setManagementThreadPoolSize(2)
                .setStripedPoolSize(4)
                .setDataStreamerThreadPoolSize(1)
                .setRebalanceThreadPoolSize(1)
                .setQueryThreadPoolSize(1)
                .setUserAttributes(Map.of());
    }

    /** Those that have been started and not stopped, in the order of their starts. */
    public List<Ignite> running() {
        return List.copyOf(running);
    }

    /** Stops a node in good order. */
    public void stop(Ignite ignite) {
        running.remove(ignite);
        Ignition.stop(ignite.name(), false);
    }

    /** Stops a node with no regard for what it is doing. */
    public void kill(Ignite ignite) {
        running.remove(ignite);
        Ignition.stop(ignite.name(), true);
    }

    @Override
    public void close() {
        for (Ignite ignite : List.copyOf(running)) {
            kill(ignite);
        }
    }

    private TcpDiscoverySpi discovery() {
        TcpDiscoverySpi spi = new TcpDiscoverySpi();
        spi.setIpFinder(addresses);
        spi.setLocalPort(47500);
        spi.setLocalPortRange(200);
        spi.setNetworkTimeout(1_000);
        return spi;
    }

    private static TcpCommunicationSpi communication() {
        TcpCommunicationSpi spi = new TcpCommunicationSpi();
        spi.setLocalPort(47100);
        spi.setLocalPortRange(200);
        spi.setSocketSendBuffer(0);
        spi.setSocketReceiveBuffer(0);
        spi.setUnacknowledgedMessagesBufferSize(1_000_000);
        spi.setSocketWriteTimeout(12_000);
        return spi;
    }
}
