package org.carotene.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgnitionEx;
import org.apache.ignite.internal.processors.resource.GridSpringResourceContext;
import org.apache.ignite.lang.IgniteBiTuple;
import org.apache.ignite.plugin.segmentation.SegmentationPolicy;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.carotene.plugin.IgniteSettings;
import org.carotene.plugin.IgniteTls;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.tls.ClusterTls;
import org.jspecify.annotations.Nullable;

/**
 * A user's Spring XML as the source of Ignite configurations: read anew for each instance, as Ignite demands.
 *
 * <p>Reading it takes Ignite's module ignite-spring on the class path, which a stock Ignite has. Used by one thread at a
 * time.
 */
final class IgniteXml implements NodeSupervisor.Source {

    private static final String NO_SPRING =
            "cannot be read without ignite-spring (expected: Ignite's module of that name,"
                    + " with Spring, on the class path; a stock Ignite has it in libs/ignite-spring)";

    private final String file;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();

    private @Nullable ClusterPorts ports;

    /** What the user's beans may ask Ignite for; of the configuration read last. */
    private @Nullable GridSpringResourceContext spring;

    private Optional<ClusterTls> tls = Optional.empty();

    /** @param file as for Ignite's own start-up class: a path, one below IGNITE_HOME, or a URL */
    IgniteXml(String file) {
        this.file = file;
    }

    /**
     * The settings of the Carotene node in it.
     *
     * @throws LaunchException if it cannot be read, has no bean of ours, or one that is not right
     */
    Settings settings() {
        try {
            Optional<Settings> settings = IgniteSettings.of(read());
            return settings.orElseThrow(() -> new LaunchException(
                    file + ": no bean org.carotene.plugin.CaroteneConfiguration (expected: one among the"
                            + " pluginConfigurations of the IgniteConfiguration)"));
        } catch (SettingsException e) {
            throw new LaunchException(file + ": Carotene is not configured right:\n" + e.getMessage(), e);
        }
    }

    /** After how long its Ignite node takes another one for lost. */
    Duration failureDetectionTimeout() {
        return Duration.ofMillis(read().getFailureDetectionTimeout());
    }

    /**
     * Takes the ports of the Ignite node, if others can be told of them, for all instances to come.
     *
     * @throws LaunchException if there are none that are free
     */
    Optional<HealSetup> heal(ClusterSettings settings) {
        IgniteConfiguration configuration = read();
        Optional<ClusterPorts> taken = XmlNetwork.take(configuration);
        ports = taken.orElse(null);
        boolean auto = settings.heal()
                .map(heal -> heal == ClusterSettings.Heal.AUTO)
                .orElseGet(() -> !holdsMore(configuration));
        return taken.map(
                known -> new HealSetup(known, XmlNetwork.peers(configuration), failureDetectionTimeout(), auto));
    }

    /** Whether the user has more on the node than Carotene, which a node that replaces it would not have. */
    private static boolean holdsMore(IgniteConfiguration configuration) {
        boolean caches =
                configuration.getCacheConfiguration() != null && configuration.getCacheConfiguration().length > 0;
        boolean services =
                configuration.getServiceConfiguration() != null && configuration.getServiceConfiguration().length > 0;
        return caches || services || isPersistent(configuration.getDataStorageConfiguration());
    }

    private static boolean isPersistent(@Nullable DataStorageConfiguration storage) {
        return storage != null
                && Stream.concat(
                                Stream.of(storage.getDefaultDataRegionConfiguration()),
                                Stream.ofNullable(storage.getDataRegionConfigurations())
                                        .flatMap(Stream::of))
                        .anyMatch(DataRegionConfiguration::isPersistenceEnabled);
    }

    /** Each configuration read from now on speaks TLS to other nodes. */
    void encrypt(ClusterTls with) {
        tls = Optional.of(with);
    }

    @Override
    public Optional<ClusterTls> tls() {
        return tls;
    }

    /** Completed when the gateway listens: no instance starts before. */
    CompletableFuture<Void> listening() {
        return listening;
    }

    @Override
    public IgniteConfiguration configuration() {
        // Halting the JVM would drop every connection; the supervisor replaces the instance instead.
        IgniteConfiguration configuration = read().setSegmentationPolicy(SegmentationPolicy.NOOP);
        if (ports != null) {
            XmlNetwork.fix(configuration, ports);
        }
        tls.ifPresent(known -> IgniteTls.into(configuration, known));
        return configuration;
    }

    @Override
    public IgniteConfiguration configuration(List<String> onlyAddresses) {
        IgniteConfiguration configuration = configuration();
        if (configuration.getDiscoverySpi() instanceof TcpDiscoverySpi discovery) {
            discovery.setIpFinder(new TcpDiscoveryVmIpFinder(false).setAddresses(onlyAddresses));
        }
        return configuration;
    }

    @Override
    public Ignite start(IgniteConfiguration configuration) {
        listening.join();
        try {
            return IgnitionEx.start(configuration, spring);
        } catch (IgniteCheckedException e) {
            throw new IgniteException(e);
        }
    }

    private IgniteConfiguration read() {
        try {
            IgniteBiTuple<IgniteConfiguration, ? extends GridSpringResourceContext> read =
                    IgnitionEx.loadConfiguration(file);
            spring = read.get2();
            return read.get1();
        } catch (IgniteCheckedException e) {
            throw new LaunchException(file + ": " + (lacksSpring(e) ? NO_SPRING : e.getMessage()), e);
        }
    }

    private static boolean lacksSpring(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClassNotFoundException) {
                return true;
            }
        }
        return false;
    }
}
