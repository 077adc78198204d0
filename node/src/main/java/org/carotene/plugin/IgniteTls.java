package org.carotene.plugin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.tls.ClusterTls;

/** TLS between nodes, as the settings say, in an Ignite configuration. */
public final class IgniteTls {

    private IgniteTls() {}

    /**
     * What the settings say, read from its files; blocks. Made once for a process, before its Ignite node and its gateway.
     *
     * @throws SettingsException if the files are no good
     */
    public static Optional<ClusterTls> of(Settings settings) {
        return settings.cluster().tls().map(files -> new ClusterTls(files, InstantSource.system()));
    }

    /**
     * Has an Ignite node use it, for discovery and for communication.
     *
     * @throws SettingsException if somebody else has said how
     */
    public static IgniteConfiguration into(IgniteConfiguration ignite, ClusterTls tls) {
        if (ignite.getSslContextFactory() != null) {
            throw new SettingsException(List.of("cluster.ssl: is set, and the Ignite configuration has an"
                    + " sslContextFactory of its own (expected: one of the two)"));
        }
        return ignite.setSslContextFactory(new ClusterTlsFactory(tls));
    }

    /** The same where nobody has done it yet; what the gateway is to look after, or empty. */
    static Optional<ClusterTls> ofNode(Settings settings, IgniteConfiguration ignite) {
        if (ignite.getSslContextFactory() instanceof ClusterTlsFactory) {
            return Optional.empty();
        }
        Optional<ClusterTls> tls = of(settings);
        tls.ifPresent(made -> into(ignite, made));
        return tls;
    }
}
