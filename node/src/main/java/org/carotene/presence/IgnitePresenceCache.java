package org.carotene.presence;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCompute;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.CacheRebalanceMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataPageEvictionMode;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.ExecutorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.util.AttributeNodeFilter;
import org.carotene.cluster.NodeAttributes;
import org.jspecify.annotations.Nullable;

/** The one cache of presence, the memory that it lies in, and the threads that answer from it. */
public final class IgnitePresenceCache {

    static final String NAME = "carotene.presence";

    /** Channels are spread over so many parts; few, so that a change of the cluster is quickly taken in. */
    static final int PARTITIONS = 128;

    /** The name of our cache group, memory region and threads. */
    private static final String OURS = "carotene";

    private static final int QUESTION_THREADS = 2;
    private static final long MIB = 1L << 20;

    private IgnitePresenceCache() {}

    /**
     * Gives the node what presence needs of it, before it starts; what the configuration has under our name is left as it
     * is.
     *
     * <p>A memory region: never on disk, since a row is worth nothing after its node, and with a bound, past which old rows
     * are dropped (and written again when that is noticed) instead of ending the process. It takes nothing until it is
     * used. And threads for questions: on Ignite's public ones they would wait for users' jobs, and the bus for them.
     */
    public static void prepare(IgniteConfiguration ignite) {
        DataStorageConfiguration storage = ignite.getDataStorageConfiguration();
        if (storage == null) {
            storage = new DataStorageConfiguration();
            ignite.setDataStorageConfiguration(storage);
        }
        if (!hasRegion(storage)) {
            storage.setDataRegionConfigurations(with(
                    storage.getDataRegionConfigurations(),
                    new DataRegionConfiguration()
                            .setName(OURS)
                            .setInitialSize(16 * MIB)
                            .setMaxSize(maxRegionBytes())
                            .setPageEvictionMode(DataPageEvictionMode.RANDOM_2_LRU),
                    DataRegionConfiguration[]::new));
        }
        if (!hasExecutor(ignite)) {
            ignite.setExecutorConfiguration(with(
                    ignite.getExecutorConfiguration(),
                    new ExecutorConfiguration(OURS).setSize(QUESTION_THREADS),
                    ExecutorConfiguration[]::new));
        }
    }

    private static <T> T[] with(T @Nullable [] some, T one, IntFunction<T[]> array) {
        return Stream.concat(some == null ? Stream.empty() : Arrays.stream(some), Stream.of(one))
                .toArray(array);
    }

    /** The cache, made by the first node that asks for it; blocks while nodes take it in. */
    static IgniteCache<IgniteRowKey, byte[]> open(Ignite ignite, int backups) {
        return ignite.getOrCreateCache(configuration(ignite, backups));
    }

    private static CacheConfiguration<IgniteRowKey, byte[]> configuration(Ignite ignite, int backups) {
        CacheConfiguration<IgniteRowKey, byte[]> cache = new CacheConfiguration<>(NAME);
        cache.setGroupName(OURS);
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
            cache.setDataRegionName(OURS);
        }
        return cache;
    }

    /** Where questions are answered: on threads of our own where the nodes have been prepared. */
    static IgniteCompute compute(Ignite ignite, UUID node) {
        IgniteCompute there = ignite.compute(ignite.cluster().forNodeId(node)).withNoFailover();
        return hasExecutor(ignite.configuration()) ? there.withExecutor(OURS) : there;
    }

    private static boolean hasExecutor(IgniteConfiguration ignite) {
        ExecutorConfiguration[] all = ignite.getExecutorConfiguration();
        return all != null && Arrays.stream(all).anyMatch(one -> OURS.equals(one.getName()));
    }

    private static boolean hasRegion(@Nullable DataStorageConfiguration storage) {
        DataRegionConfiguration[] all = storage == null ? null : storage.getDataRegionConfigurations();
        return all != null && Arrays.stream(all).anyMatch(one -> OURS.equals(one.getName()));
    }

    private static long maxRegionBytes() {
        return Math.min(1024 * MIB, Math.max(256 * MIB, Runtime.getRuntime().maxMemory() / 2));
    }
}
