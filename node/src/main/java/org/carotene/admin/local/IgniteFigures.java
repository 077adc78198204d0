package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.ignite.Ignite;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.internal.IgniteVersionUtils;
import org.apache.ignite.spi.discovery.tcp.internal.TcpDiscoveryNode;
import org.carotene.admin.question.Trees;
import org.jspecify.annotations.Nullable;

/** What the attached Ignite node says about itself, from its own memory; swapped with each attach. */
public final class IgniteFigures {

    private final Ignite ignite;

    public IgniteFigures(Ignite ignite) {
        this.ignite = ignite;
    }

    /** Null when the node is stopping. */
    @Nullable
    ObjectNode tree() {
        try {
            ObjectNode tree = Trees.object().put("version", IgniteVersionUtils.VER_STR);
            tree.put("offheap_used_bytes", used()).put("offheap_max_bytes", max());
            // There is one only with persistence, and then it is the grid owner's.
            tree.putNull("baseline");
            tree.set("caches", Trees.array(ignite.cacheNames().stream().sorted().toList()));
            return tree.put("discovery_port", discoveryPort())
                    .put("communication_port", communicationPort())
                    .put("servers", ignite.cluster().forServers().nodes().size())
                    .put("clients", ignite.cluster().forClients().nodes().size());
        } catch (RuntimeException e) {
            return null;
        }
    }

    @SuppressWarnings("deprecation") // In favour of an exporter of all metrics; this asks for one figure.
    private long used() {
        return ignite.dataRegionMetrics().stream()
                .mapToLong(region -> region.getTotalAllocatedSize())
                .sum();
    }

    private @Nullable Long max() {
        DataStorageConfiguration storage = ignite.configuration().getDataStorageConfiguration();
        if (storage == null) {
            return null;
        }
        long max = storage.getDefaultDataRegionConfiguration().getMaxSize();
        DataRegionConfiguration[] others = storage.getDataRegionConfigurations();
        if (others != null) {
            for (DataRegionConfiguration region : others) {
                max += region.getMaxSize();
            }
        }
        return max;
    }

    private @Nullable Integer discoveryPort() {
        return ignite.cluster().localNode() instanceof TcpDiscoveryNode node ? node.discoveryPort() : null;
    }

    private @Nullable Integer communicationPort() {
        Object port = ignite.cluster().localNode().attribute("TcpCommunicationSpi.comm.tcp.port");
        return port instanceof Integer number ? number : null;
    }
}
