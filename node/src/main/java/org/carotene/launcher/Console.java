package org.carotene.launcher;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.carotene.plugin.IgniteTls;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.tls.ClusterTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of our own start script, with an Ignite node that is made of Carotene's settings.
 */
final class Console {

    private static final Logger log = LoggerFactory.getLogger(Console.class);

    private final Settings settings;

    Console(Settings settings) {
        this.settings = settings;
    }

    /** Runs until the process is told to end; false if it did not start, or cannot go on. */
    boolean run() {
        log.info("Starting Carotene node {}", settings.nodeName());
        try (ClusterPorts ports = ClusterPorts.take(settings.cluster())) {
            Optional<ClusterTls> tls = IgniteTls.of(settings);
            ClusterPeers peers = new ClusterPeers(settings.cluster(), tls);
            peers.checkReachableFrom(ports.address());
            return run(peers, ports, tls);
        } catch (LaunchException | SettingsException e) {
            log.error("{}", e.getMessage());
            return false;
        }
    }

    private boolean run(ClusterPeers peers, ClusterPorts ports, Optional<ClusterTls> tls) {
        CompletableFuture<Void> listening = new CompletableFuture<>();
        IgniteSetup setup = new IgniteSetup(settings, ports, peers, WorkDirectory.of(settings), listening, tls);
        return new Foreground(
                        settings,
                        setup,
                        listening,
                        settings.cluster().failureDetectionTimeout(),
                        Optional.of(HealSetup.of(ports, settings.cluster())))
                .run();
    }
}
