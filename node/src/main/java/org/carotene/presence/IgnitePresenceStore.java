package org.carotene.presence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.CachePeekMode;
import org.apache.ignite.cache.query.QueryCursor;
import org.apache.ignite.cache.query.ScanQuery;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.GridCacheContext;
import org.apache.ignite.internal.processors.cache.distributed.dht.topology.GridDhtLocalPartition;
import org.apache.ignite.internal.processors.cache.distributed.dht.topology.GridDhtPartitionState;
import org.apache.ignite.lang.IgniteFuture;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.NodeAttributes;
import org.carotene.cluster.WireVersion;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.answer.RowAnswers;
import org.carotene.presence.member.PresenceStore;
import org.carotene.presence.row.RowBatch;
import org.carotene.presence.row.RowSource;
import org.jspecify.annotations.Nullable;

/**
 * The presence rows in a partitioned Ignite cache, for as long as one Ignite node lives.
 *
 * <p>Who holds what is read from Ignite's internals: its public interface waits for a change of the cluster to be taken
 * in, and does not say which copies are complete.
 */
public final class IgnitePresenceStore implements PresenceStore, RowSource {

    private static final CachePeekMode[] ANY_COPY = {CachePeekMode.PRIMARY, CachePeekMode.BACKUP};
    private static final int REMOVED_AT_ONCE = 500;
    private static final long REMOVE_SECONDS = 10;

    private final Ignite ignite;
    private final IgniteCache<IgniteRowKey, byte[]> cache;
    private final GridCacheContext<?, ?> context;
    private final RowAnswers answers;
    private final long askMillis;
    private final UUID self;
    private final long incarnation;
    private final DepartedNodes departed;
    private volatile LiveNodes nodes;

    /** Who had complete copies at the last look, partition by partition. */
    private final List<Set<UUID>> owners = new ArrayList<>();

    private IgnitePresenceStore(Ignite ignite, int backups, Duration patience, Duration grace, RowAnswers answers) {
        this.ignite = ignite;
        this.cache = IgnitePresenceCache.open(ignite, backups);
        this.context = ((IgniteEx) ignite).cachex(IgnitePresenceCache.NAME).context();
        this.answers = answers;
        this.askMillis = patience.toMillis();
        this.self = ignite.cluster().localNode().id();
        this.incarnation = ignite.cluster().localNode().order();
        this.departed = new DepartedNodes(grace);
        this.nodes = look();
        for (int i = 0; i < context.affinity().partitions(); i++) {
            owners.add(Set.of());
        }
    }

    /**
     * Opens the store of the cluster that the Ignite node is in.
     *
     * @param backups how many copies a row has beside the first, if this node is the one that makes the cache
     * @param patience for how long a question waits for its answer
     * @param grace for how long the users of a node that has gone count
     */
    public static Opener opener(Ignite ignite, int backups, Duration patience, Duration grace) {
        return answers -> {
            IgnitePresenceStore store = new IgnitePresenceStore(ignite, backups, patience, grace, answers);
            ignite.cluster().nodeLocalMap().put(IgnitePresenceCache.NAME, store);
            return store;
        };
    }

    /** The open store of that Ignite node, or null. */
    static @Nullable IgnitePresenceStore of(Ignite ignite) {
        return (IgnitePresenceStore) ignite.cluster().nodeLocalMap().get(IgnitePresenceCache.NAME);
    }

    @Override
    public LiveNodes nodes() {
        LiveNodes known = nodes;
        if (known.version() == ignite.cluster().topologyVersion() && !departed.isOver(System.nanoTime())) {
            return known;
        }
        LiveNodes now = look();
        nodes = now;
        return now;
    }

    @Override
    public int wireVersion() {
        return ignite.cluster().forAttribute(NodeAttributes.PRESENCE, NodeAttributes.YES).nodes().stream()
                .mapToInt(node -> WireVersion.with(WireVersion.of(node.attribute(NodeAttributes.BUS))))
                .min()
                .orElse(WireVersion.NEWEST);
    }

    private LiveNodes look() {
        while (true) {
            long version = ignite.cluster().topologyVersion();
            long[] live = ignite.cluster().forAttribute(NodeAttributes.PRESENCE, NodeAttributes.YES).nodes().stream()
                    .mapToLong(ClusterNode::order)
                    .sorted()
                    .toArray();
            if (version == ignite.cluster().topologyVersion()) {
                long[] lingering = departed.look(live, System.nanoTime());
                return new LiveNodes(version, incarnation, LiveNodes.union(live, lingering), lingering);
            }
        }
    }

    @Override
    public int partition(ChannelName channel) {
        return context.affinity().partition(channel.value());
    }

    @Override
    public List<UUID> holders(int partition) {
        // As far as this node has taken the cluster's changes in; the public interface would wait for the last one.
        List<ClusterNode> assigned = context.affinity()
                .assignments(context.affinity().affinityTopologyVersion())
                .get(partition);
        return living(assigned);
    }

    private List<UUID> living(List<ClusterNode> some) {
        List<UUID> living = new ArrayList<>(some.size());
        for (ClusterNode node : some) {
            if (ignite.cluster().node(node.id()) != null) {
                living.add(node.id());
            }
        }
        return living;
    }

    @Override
    public CompletionStage<Void> write(RowBatch batch) {
        Map<IgniteRowKey, byte[]> puts = new HashMap<>();
        batch.puts().forEach(put -> puts.put(key(put.channel(), incarnation, put.row()), put.bytes()));
        Set<IgniteRowKey> removals = new HashSet<>();
        batch.removals().forEach(removal -> removals.add(key(removal.channel(), incarnation, removal.row())));
        CompletableFuture<Void> put = puts.isEmpty() ? done() : stage(cache.putAllAsync(puts));
        CompletableFuture<Void> removed = removals.isEmpty() ? done() : stage(cache.removeAllAsync(removals));
        return CompletableFuture.allOf(put, removed);
    }

    @Override
    public CompletionStage<byte[]> ask(UUID holder, Question question) {
        if (holder.equals(self)) {
            return CompletableFuture.completedFuture(answer(question.toBytes(WireVersion.NEWEST)));
        }
        return stage(IgnitePresenceCache.compute(ignite, holder)
                .withTimeout(askMillis)
                .executeAsync(new IgniteInquiry(), new IgniteQuestion(question.toBytes(readBy(holder)))));
    }

    private int readBy(UUID holder) {
        ClusterNode node = ignite.cluster().node(holder);
        return node == null ? WireVersion.NEWEST : WireVersion.with(WireVersion.of(node.attribute(NodeAttributes.BUS)));
    }

    /** Answers another node, or this one, from the rows that lie here. */
    byte[] answer(byte[] question) {
        return answers.answer(question, this, nodes());
    }

    @Override
    public boolean holds(ChannelName channel) {
        GridDhtLocalPartition copy = context.topology().localPartition(partition(channel));
        return copy != null && copy.state() == GridDhtPartitionState.OWNING;
    }

    @Override
    public byte @Nullable [] read(ChannelName channel, long incarnationOfRow, int row) {
        return cache.localPeek(key(channel, incarnationOfRow, row), ANY_COPY);
    }

    @Override
    public Set<Integer> lostPartitions() {
        Set<Integer> lost = new HashSet<>();
        for (int i = 0; i < owners.size(); i++) {
            Set<UUID> now = Set.copyOf(living(context.topology().owners(i)));
            if (now.stream().noneMatch(owners.get(i)::contains)) {
                lost.add(i);
            }
            owners.set(i, now);
        }
        return lost;
    }

    @Override
    public boolean settled() {
        return context.affinity().affinityTopologyVersion().topologyVersion()
                >= ignite.cluster().topologyVersion();
    }

    @Override
    public long removeLeftOvers() {
        LiveNodes live = nodes();
        long removed = 0;
        Set<IgniteRowKey> some = new HashSet<>();
        ScanQuery<IgniteRowKey, byte[]> own = new ScanQuery<IgniteRowKey, byte[]>().setLocal(true);
        try (QueryCursor<Cache.Entry<IgniteRowKey, byte[]>> rows = cache.query(own)) {
            for (Cache.Entry<IgniteRowKey, byte[]> row : rows) {
                if (live.gone(row.getKey().incarnation())) {
                    some.add(row.getKey());
                    removed++;
                }
                if (some.size() == REMOVED_AT_ONCE) {
                    remove(some);
                    some = new HashSet<>();
                }
            }
        }
        remove(some);
        return removed;
    }

    private void remove(Collection<IgniteRowKey> some) {
        if (!some.isEmpty()) {
            cache.removeAllAsync(Set.copyOf(some)).get(REMOVE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        ignite.cluster().nodeLocalMap().remove(IgnitePresenceCache.NAME, this);
    }

    private static IgniteRowKey key(ChannelName channel, long incarnation, int row) {
        return new IgniteRowKey(channel.value(), incarnation, row);
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static <T> CompletableFuture<T> stage(IgniteFuture<T> future) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        future.listen(ended -> {
            try {
                stage.complete(ended.get());
            } catch (RuntimeException e) {
                stage.completeExceptionally(e);
            }
        });
        return stage;
    }
}
