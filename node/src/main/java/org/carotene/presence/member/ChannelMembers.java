package org.carotene.presence.member;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.carotene.channel.ChannelName;
import org.carotene.presence.row.LinearHashing;
import org.carotene.presence.row.RowBatch;
import org.carotene.presence.row.RowCodec;
import org.jspecify.annotations.Nullable;

/**
 * This node's members of one channel, in buckets, and what the cache's rows still lack of them.
 *
 * <p>Any thread; every method holds the monitor for moments only (the longest copies references to all users), so lanes
 * may call them. The rows of a channel are in one batch in flight at most: {@link #gather} opens it, {@link #written}
 * closes it.
 */
public final class ChannelMembers {

    /** How many users a bucket holds on average once there are several: a row of two to four kilobytes. */
    static final int MEAN_USERS = 128;

    private final ChannelName name;
    private final long seed;
    private final List<Bucket> buckets = new ArrayList<>(1);

    /** All users in order, or null while one bucket has them so. */
    private @Nullable OrderedUsers order;

    private int total;
    private boolean dirty;
    private boolean queued;
    private boolean inFlight;
    private boolean retired;

    /** Rows below this number may be in the cache. */
    private int rowsThere;

    private int rowsInFlight;
    private long headerVersion;
    private @Nullable CompletableFuture<Void> afterNext;
    private @Nullable CompletableFuture<Void> afterThis;

    /** @param seed differs from process to process, so that nobody can choose names that fall into one bucket */
    ChannelMembers(ChannelName name, long seed) {
        this.name = name;
        this.seed = seed;
        buckets.add(new Bucket());
    }

    public ChannelName name() {
        return name;
    }

    /** What became of a call: the channel's entry is no longer in use, nothing changed, or the rows lack something. */
    enum Change {
        RETIRED,
        NONE,
        MEMBER
    }

    synchronized Change enter(String user) {
        if (retired) {
            return Change.RETIRED;
        }
        Bucket bucket = bucketOf(user);
        if (!bucket.add(user, 1)) {
            return Change.NONE;
        }
        bucket.dirty = true;
        dirty = true;
        if (order != null) {
            order.add(user);
        }
        if (++total > MEAN_USERS * buckets.size()) {
            split();
        }
        return Change.MEMBER;
    }

    synchronized Change leave(String user) {
        Bucket bucket = bucketOf(user);
        if (retired || !bucket.remove(user)) {
            return Change.NONE;
        }
        bucket.dirty = true;
        dirty = true;
        if (order != null) {
            order.remove(user);
        }
        // At half the mean, so that one who comes and goes does not split and join the same bucket for ever.
        if (--total < MEAN_USERS / 2 * buckets.size() && buckets.size() > 1) {
            join();
        }
        return Change.MEMBER;
    }

    public synchronized int total() {
        return total;
    }

    synchronized boolean holds(String user) {
        return bucketOf(user).holds(user);
    }

    /** The first users behind the given one, in order, at most {@code limit}; costs what it answers, not what there is. */
    synchronized List<String> users(@Nullable String after, int limit) {
        List<String> users = new ArrayList<>(Math.min(limit, total));
        Iterator<String> all = order == null ? buckets.get(0).behind(after) : order.behind(after);
        while (all.hasNext() && users.size() < limit) {
            users.add(all.next());
        }
        return users;
    }

    /** Whether the channel has to be put into the writer's queue now: it lacks something and is not there yet. */
    synchronized boolean queue() {
        boolean now = dirty && !queued && !inFlight;
        queued |= now;
        return now;
    }

    /** The writer has taken the channel out of its queue. */
    synchronized void unqueue() {
        queued = false;
    }

    /** From now on every row counts as missing in the cache, and what may be there too much counts as there. */
    synchronized void markDirty() {
        dirty = true;
        for (Bucket bucket : buckets) {
            bucket.dirty = true;
        }
    }

    /** The cache has been left, and with it everything that was written or under way. */
    synchronized void forget() {
        rowsThere = 0;
        inFlight = false;
        rowsInFlight = 0;
        markDirty();
        complete(afterThis);
        afterThis = null;
    }

    /** Adds the rows that the cache lacks to the batch; whether there were any, {@link #written} is due then. */
    synchronized boolean gather(RowBatch batch, LongSupplier versions) {
        if (inFlight || !dirty) {
            return false;
        }
        inFlight = true;
        dirty = false;
        afterThis = afterNext;
        afterNext = null;
        rowsInFlight = total == 0 ? 0 : buckets.size() == 1 ? 1 : buckets.size() + 1;
        if (rowsInFlight == 1) {
            headerVersion = versions.getAsLong();
            take(buckets.get(0), headerVersion);
            batch.put(
                    name,
                    0,
                    RowCodec.whole(batch.wire(), headerVersion, buckets.get(0).copy()));
        } else if (rowsInFlight > 1) {
            gatherBuckets(batch, versions);
        }
        for (int row = rowsInFlight; row < rowsThere; row++) {
            batch.remove(name, row);
        }
        rowsThere = Math.max(rowsThere, rowsInFlight);
        return true;
    }

    private void gatherBuckets(RowBatch batch, LongSupplier versions) {
        long[] given = new long[buckets.size()];
        for (int i = 0; i < given.length; i++) {
            Bucket bucket = buckets.get(i);
            if (bucket.dirty) {
                take(bucket, versions.getAsLong());
                int depth = LinearHashing.depthOf(i, given.length);
                batch.put(name, i + 1, RowCodec.bucket(batch.wire(), bucket.version, depth, bucket.copy()));
            }
            given[i] = bucket.version;
        }
        headerVersion = versions.getAsLong();
        batch.put(name, 0, RowCodec.header(batch.wire(), headerVersion, total, given));
    }

    private static void take(Bucket bucket, long version) {
        bucket.version = version;
        bucket.dirty = false;
    }

    /** The batch with this channel's rows has been acknowledged, or has failed; any doubt makes all rows dirty again. */
    void written(boolean done) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            inFlight = false;
            if (!done) {
                markDirty();
            } else if (total > 0) {
                // An empty channel's rows stay in mind until it retires: its removal may have to be repeated.
                rowsThere = rowsInFlight;
            }
            waiting = afterThis;
            afterThis = null;
        }
        complete(waiting);
    }

    private static void complete(@Nullable CompletableFuture<Void> waiting) {
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Completes when a batch with everything that the rows lack now has been acknowledged, or has failed. */
    public synchronized CompletionStage<Void> whenWritten() {
        if (dirty) {
            if (afterNext == null) {
                afterNext = new CompletableFuture<>();
            }
            return afterNext;
        }
        if (inFlight) {
            if (afterThis == null) {
                afterThis = new CompletableFuture<>();
            }
            return afterThis;
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Whether the rows lack nothing. */
    public synchronized boolean isWritten() {
        return !dirty && !inFlight;
    }

    /** The version that row 0 has in the cache if nothing has gone wrong, or 0 while nothing is certain. */
    synchronized long settledVersion() {
        return dirty || inFlight || total == 0 ? 0 : headerVersion;
    }

    /** Whether the entry can be dropped, since nobody is there and nothing is to be written; it is not used again then. */
    synchronized boolean retire() {
        retired = total == 0 && !inFlight && !queued && (!dirty || rowsThere == 0);
        return retired;
    }

    private Bucket bucketOf(String user) {
        return buckets.get(LinearHashing.bucketOf(hash(user), buckets.size()));
    }

    private void split() {
        if (order == null) {
            order = new OrderedUsers(buckets.get(0).copy());
        }
        buckets.add(new Bucket());
        int from = LinearHashing.partnerOfLast(buckets.size());
        Bucket old = buckets.get(from);
        buckets.set(from, new Bucket());
        moveAll(old);
    }

    private void join() {
        Bucket last = buckets.get(buckets.size() - 1);
        int to = LinearHashing.partnerOfLast(buckets.size());
        buckets.remove(buckets.size() - 1);
        buckets.get(to).dirty = true;
        moveAll(last);
        if (buckets.size() == 1) {
            order = null;
        }
    }

    private void moveAll(Bucket from) {
        for (int i = 0; i < from.size(); i++) {
            bucketOf(from.user(i)).add(from.user(i), from.connections(i));
        }
    }

    private long hash(String user) {
        long hash = seed;
        for (int i = 0; i < user.length(); i++) {
            hash = (hash ^ user.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        return hash ^ (hash >>> 33);
    }
}
