package org.carotene.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the node finds and talks to the others.
 *
 * @param nodes static peers as written: {@code host}, {@code host:port}, {@code host:from..to} or {@code name@host}
 * @param address the cluster's own address, loopback by default
 * @param discoveryPort fixed discovery port, or empty for the first free one from 47500
 * @param communicationPort fixed communication port, or empty for the first free one from 47100
 * @param secret what every node of the cluster must know, or empty
 * @param tls for what nodes say to each other, or empty for plain connections
 * @param failureDetectionTimeout after how long a silent node counts as lost
 * @param backups copies of each presence row beside the first
 * @param queueBytesPerNode what may wait for one other node
 * @param heldBytes publications that are kept while the node is detached
 * @param heldTime for how long they are kept
 * @param workDirectory where Ignite keeps its files, or empty for a directory of its own below the temporary one
 * @param heal whether a heal may replace the Ignite node; empty: unless it has other caches, services or persistence
 * @param minority what the smaller side of a split does with publications
 */
public record ClusterSettings(
        List<String> nodes,
        String address,
        Optional<Integer> discoveryPort,
        Optional<Integer> communicationPort,
        Optional<String> secret,
        Optional<TlsSettings> tls,
        Duration failureDetectionTimeout,
        int backups,
        int queueBytesPerNode,
        int heldBytes,
        Duration heldTime,
        Optional<String> workDirectory,
        Optional<Heal> heal,
        Minority minority) {

    public static final ClusterSettings DEFAULTS = new ClusterSettings(
            List.of(),
            "127.0.0.1",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(5),
            1,
            67_108_864,
            16_777_216,
            Duration.ofSeconds(10),
            Optional.empty(),
            Optional.empty(),
            Minority.SERVE);

    /** What may happen to the Ignite node when the cluster has split. */
    public enum Heal {
        /** It may be replaced by one that joins the larger part, with whatever it holds in memory. */
        AUTO,
        /** It stays as it is. */
        OFF
    }

    /** What a side does that has fewer than half of the cluster's nodes. */
    public enum Minority {
        /** It takes publications, for its own clients. */
        SERVE,
        /** It refuses them, since most of the cluster would not get them. */
        REFUSE
    }

    public ClusterSettings {
        nodes = List.copyOf(nodes);
    }

    @Override
    public String toString() {
        return "ClusterSettings[nodes=" + nodes + ", address=" + address + ", secret="
                + (secret.isPresent() ? "set" : "none") + ", tls=" + tls + "]";
    }
}
