package org.carotene.presence;

import java.util.ArrayList;
import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.CacheRebalanceMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataPageEvictionMode;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.util.AttributeNodeFilter;
import org.carotene.cluster.NodeAttributes;
import org.jspecify.annotations.Nullable;

/** The one cache of presence, and the memory that it lies in. */
public final class IgnitePresenceCache {

    static final String NAME = "carotene.presence";

    /** Channels are spread over so many parts; few, so that a change of the cluster is quickly taken in. */
    static final int PARTITIONS = 128;

    private static final String GROUP = "carotene";
    private static final String REGION = "carotene";
    private static final long MIB = 1L << 20;

    private IgnitePresenceCache() {}

    /**
     * Gives the node a memory region of our own: never on disk, since a row is worth nothing after its node, and with a
     * bound, past which old rows are dropped (and written again when that is noticed) instead of ending the process.
     *
     * <p>Takes nothing until it is used. To be called before the node starts; one of that name that the configuration has
     * already is left as it is.
     */
    public static void addRegion(IgniteConfiguration ignite) {
        DataStorageConfiguration storage = ignite.getDataStorageConfiguration();
        if (storage == null) {
            storage = new DataStorageConfiguration();
            ignite.setDataStorageConfiguration(storage);
        }
        if (hasRegion(storage)) {
            return;
        }
        List<DataRegionConfiguration> regions = new ArrayList<>();
        if (storage.getDataRegionConfigurations() != null) {
            regions.addAll(List.of(storage.getDataRegionConfigurations()));
        }
        regions.add(new DataRegionConfiguration()
                .setName(REGION)
                .setInitialSize(16 * MIB)
                .setMaxSize(maxRegionBytes())
                .setPageEvictionMode(DataPageEvictionMode.RANDOM_2_LRU));
        storage.setDataRegionConfigurations(regions.toArray(new DataRegionConfiguration[0]));
    }

    /** The cache, made by the first node that asks for it; blocks while nodes take it in. */
    static IgniteCache<IgniteRowKey, byte[]> open(Ignite ignite, int backups) {
        return ignite.getOrCreateCache(configuration(ignite, backups));
    }

    private static CacheConfiguration<IgniteRowKey, byte[]> configuration(Ignite ignite, int backups) {
        CacheConfiguration<IgniteRowKey, byte[]> cache = new CacheConfiguration<>(NAME);
        cache.setGroupName(GROUP);
        cache.setCacheMode(CacheMode.PARTITIONED);
        cache.setAtomicityMode(CacheAtomicityMode.ATOMIC);
        cache.setWriteSynchronizationMode(CacheWriteSynchronizationMode.PRIMARY_SYNC);
        cache.setRebalanceMode(CacheRebalanceMode.ASYNC);
        cache.setBackups(backups);
        cache.setAffinity(new RendezvousAffinityFunction(false, PARTITIONS));
        // A class of Ignite's own, so that nodes without our jar can read the configuration.
        cache.setNodeFilter(new AttributeNodeFilter(NodeAttributes.PRESENCE, NodeAttributes.YES));
        cache.setEventsDisabled(true);
        // The writer has bounds of its own; at this one its thread would block.
        cache.setMaxConcurrentAsyncOperations(0);
        if (hasRegion(ignite.configuration().getDataStorageConfiguration())) {
            cache.setDataRegionName(REGION);
        }
        return cache;
    }

    private static boolean hasRegion(@Nullable DataStorageConfiguration storage) {
        if (storage == null || storage.getDataRegionConfigurations() == null) {
            return false;
        }
        for (DataRegionConfiguration region : storage.getDataRegionConfigurations()) {
            if (REGION.equals(region.getName())) {
                return true;
            }
        }
        return false;
    }

    private static long maxRegionBytes() {
        return Math.min(1024 * MIB, Math.max(256 * MIB, Runtime.getRuntime().maxMemory() / 2));
    }
}
