package org.carotene.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.SystemDataRegionConfiguration;
import org.apache.ignite.plugin.segmentation.SegmentationPolicy;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.carotene.cluster.NodeAttributes;
import org.carotene.plugin.CarotenePluginProvider;
import org.carotene.plugin.IgniteTls;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.HostPort;
import org.carotene.settings.Settings;
import org.carotene.tls.ClusterTls;

/**
 * Makes the configuration of the Ignite node that our own start script runs: lean, quick to start, quick to notice a
 * lost node; a new one for each instance, as Ignite demands.
 */
final class IgniteSetup implements NodeSupervisor.Source {

    private static final int POOL = 4;
    private static final long MIB = 1L << 20;
    private static final int JOIN_PATIENCE_MILLIS = 2_000;
    private static final int UNACKNOWLEDGED = 1_000_000;

    private final Settings settings;
    private final ClusterPorts ports;
    private final ClusterPeers peers;
    private final Path workDirectory;
    private final CompletableFuture<Void> listening;
    private final Optional<ClusterTls> tls;

    /**
     * @param listening completed when the gateway listens, so that the node can tell the others where
     * @param tls between nodes, if it is on
     */
    IgniteSetup(
            Settings settings,
            ClusterPorts ports,
            ClusterPeers peers,
            Path workDirectory,
            CompletableFuture<Void> listening,
            Optional<ClusterTls> tls) {
        this.settings = settings;
        this.ports = ports;
        this.peers = peers;
        this.workDirectory = workDirectory;
        this.listening = listening;
        this.tls = tls;
    }

    @Override
    public IgniteConfiguration configuration() {
        return configuration(ownAndPeers());
    }

    @Override
    public Optional<ClusterTls> tls() {
        return tls;
    }

    @Override
    public Optional<String> objection() {
        return peers.refusal();
    }

    @Override
    public IgniteConfiguration configuration(List<String> onlyAddresses) {
        ClusterSettings cluster = settings.cluster();
        IgniteConfiguration configuration = new IgniteConfiguration()
                .setIgniteInstanceName(settings.nodeName().value())
                .setWorkDirectory(workDirectory.toString())
                .setGridLogger(new IgniteSlf4jLogger())
                .setLocalHost(ports.address().getHostAddress())
                .setDiscoverySpi(discovery(onlyAddresses))
                .setCommunicationSpi(communication(cluster))
                .setFailureDetectionTimeout(cluster.failureDetectionTimeout().toMillis())
                .setMetricsUpdateFrequency(metricsUpdateMillis(cluster))
                // Halting the JVM would drop every connection; the supervisor replaces the instance instead.
                .setSegmentationPolicy(SegmentationPolicy.NOOP)
                // Without this, Ignite shows all environment variables to all nodes, secrets too.
                .setIncludeProperties()
                .setUserAttributes(Map.of(
                        NodeAttributes.PORTS,
                        ports.told().toString(),
                        NodeAttributes.STARTED,
                        System.currentTimeMillis()))
                .setPluginProviders(new CarotenePluginProvider(settings, listening));
        tls.ifPresent(known -> IgniteTls.into(configuration, known));
        return lean(configuration);
    }

    // Ignite's own, but no longer than a short detection time: it serves as a sign of life.
    private static long metricsUpdateMillis(ClusterSettings cluster) {
        return Math.min(
                IgniteConfiguration.DFLT_METRICS_UPDATE_FREQ,
                cluster.failureDetectionTimeout().toMillis() / 2);
    }

    private List<String> ownAndPeers() {
        Set<String> all = new LinkedHashSet<>(peers.worthAsking());
        String own = ports.address().getHostAddress();
        all.add(HostPort.of(own, ports.discovery()));
        return new ArrayList<>(all);
    }

    private TcpDiscoverySpi discovery(List<String> addresses) {
        TcpDiscoverySpi discovery = new TcpDiscoverySpi();
        discovery.setLocalPort(ports.discovery());
        discovery.setLocalPortRange(0);
        // Of the time-outs only this one leaves the failure detection time in force; it makes a refusal known sooner.
        discovery.setNetworkTimeout(JOIN_PATIENCE_MILLIS);
        discovery.setIpFinder(new TcpDiscoveryVmIpFinder(false).setAddresses(addresses));
        return discovery;
    }

    private TcpCommunicationSpi communication(ClusterSettings cluster) {
        TcpCommunicationSpi communication = new TcpCommunicationSpi();
        communication.setLocalPort(ports.communication());
        communication.setLocalPortRange(0);
        // Beyond the failure detection time, or one hung node blocks whoever sends to it.
        communication.setSocketWriteTimeout(cluster.failureDetectionTimeout().toMillis() * 5 / 2);
        communication.setUnacknowledgedMessagesBufferSize(UNACKNOWLEDGED);
        // The system's own sizes; Ignite's 32 KB stall.
        communication.setSocketSendBuffer(0);
        communication.setSocketReceiveBuffer(0);
        communication.setSelectorsCount(2);
        return communication;
    }

    private static IgniteConfiguration lean(IgniteConfiguration configuration) {
        DataRegionConfiguration region = new DataRegionConfiguration()
                .setName("default")
                .setInitialSize(16 * MIB)
                .setMaxSize(maxRegionBytes());
        DataStorageConfiguration storage = new DataStorageConfiguration().setDefaultDataRegionConfiguration(region);
        storage.setSystemDataRegionConfiguration(
                new SystemDataRegionConfiguration().setInitialSize(10 * MIB).setMaxSize(40 * MIB));
        return configuration
                .setDataStorageConfiguration(storage)
                .setClientConnectorConfiguration(null)
                .setConnectorConfiguration(null)
                .setPublicThreadPoolSize(POOL)
                .setSystemThreadPoolSize(POOL)
                .setStripedPoolSize(POOL)
                .setDataStreamerThreadPoolSize(POOL)
                .setManagementThreadPoolSize(2)
                .setPeerClassLoadingThreadPoolSize(1)
                .setQueryThreadPoolSize(2)
                .setServiceThreadPoolSize(1)
                .setAsyncCallbackPoolSize(POOL)
                .setRebalanceThreadPoolSize(1)
                .setUtilityCachePoolSize(2)
                .setPeerClassLoadingEnabled(false)
                .setMetricsLogFrequency(0);
    }

    private static long maxRegionBytes() {
        return Math.min(1024 * MIB, Math.max(256 * MIB, Runtime.getRuntime().maxMemory() / 2));
    }
}
