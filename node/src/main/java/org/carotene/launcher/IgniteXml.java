package org.carotene.launcher;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgnitionEx;
import org.apache.ignite.internal.processors.resource.GridSpringResourceContext;
import org.apache.ignite.lang.IgniteBiTuple;
import org.apache.ignite.plugin.segmentation.SegmentationPolicy;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.carotene.plugin.IgniteSettings;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
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

    /** What the user's beans may ask Ignite for; of the configuration read last. */
    private @Nullable GridSpringResourceContext spring;

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

    /** Completed when the gateway listens: no instance starts before. */
    CompletableFuture<Void> listening() {
        return listening;
    }

    @Override
    public IgniteConfiguration configuration() {
        // Halting the JVM would drop every connection; the supervisor replaces the instance instead.
        return read().setSegmentationPolicy(SegmentationPolicy.NOOP);
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
