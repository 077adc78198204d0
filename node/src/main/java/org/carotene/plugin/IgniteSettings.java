package org.carotene.plugin;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsReader;
import org.jspecify.annotations.Nullable;

/** The settings of a node whose Ignite configuration is somebody else's. */
public final class IgniteSettings {

    private IgniteSettings() {}

    /** The settings in that configuration, or nothing if it has no bean of ours. */
    public static Optional<Settings> of(IgniteConfiguration ignite) {
        return of(null, ignite);
    }

    static Optional<Settings> of(@Nullable CaroteneConfiguration bean, IgniteConfiguration ignite) {
        return Stream.concat(Stream.ofNullable(bean), configured(ignite))
                .findFirst()
                .map(found -> settings(found, ignite));
    }

    private static Stream<CaroteneConfiguration> configured(IgniteConfiguration ignite) {
        // Deprecated in favour of providers made by hand; it is the way for a jar that Ignite finds by itself.
        @SuppressWarnings("deprecation")
        Object[] all = ignite.getPluginConfigurations();
        return Stream.ofNullable(all)
                .flatMap(Stream::of)
                .filter(CaroteneConfiguration.class::isInstance)
                .map(CaroteneConfiguration.class::cast);
    }

    private static Settings settings(CaroteneConfiguration bean, IgniteConfiguration ignite) {
        Map<String, Object> properties = bean.properties();
        Settings settings = SettingsReader.ofProcess().bean(properties);
        return new Settings(
                settings.nodeName(),
                settings.http(),
                settings.limits(),
                withIgnite(settings.cluster(), ignite),
                settings.access(),
                settings.backend(),
                settings.presence(),
                settings.broker(),
                settings.admin());
    }

    /** What Ignite's own configuration says about the cluster is what holds. */
    private static ClusterSettings withIgnite(ClusterSettings cluster, IgniteConfiguration ignite) {
        return new ClusterSettings(
                cluster.nodes(),
                Optional.ofNullable(ignite.getLocalHost()).orElse(cluster.address()),
                cluster.discoveryPort(),
                cluster.communicationPort(),
                cluster.secret(),
                cluster.tls(),
                Duration.ofMillis(ignite.getFailureDetectionTimeout()),
                cluster.backups(),
                cluster.queueBytesPerNode(),
                cluster.heldBytes(),
                cluster.heldTime(),
                Optional.ofNullable(ignite.getWorkDirectory()),
                cluster.heal(),
                cluster.minority());
    }
}
