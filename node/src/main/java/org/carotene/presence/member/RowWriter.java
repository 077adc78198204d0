package org.carotene.presence.member;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carotene.presence.row.RowBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rows of this node into the cache, in rounds: at once after a rest, then every 100 ms while something changes.
 *
 * <p>A round sorts the channels whose rows lack something by the node that owns them. Each owner has one batch in flight;
 * what comes meanwhile waits for its acknowledgement, so that a node that hangs stops what goes to it and nothing else, and
 * no row is in two batches. What waits is channels, each once, so it is bounded by what the node's sessions are subscribed
 * to.
 *
 * <p>{@link #changed} may be called on a lane. All else happens on the rows thread, one thing after the other; calls to
 * the store, which may block, on workers.
 */
public final class RowWriter {

    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BATCH_ROWS = 1000;
    private static final int BATCH_BYTES = 1 << 20;

    /** When a batch that nobody has confirmed counts as failed: beyond the time in which a lost node is noticed. */
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(60);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(RowWriter.class);

    /** What one owner is being sent, and what waits for that. */
    private static final class Owner {
        final Deque<ChannelMembers> waiting = new ArrayDeque<>();

        @Nullable
        Sent inFlight;

        /** When that counts as failed; kept, since a limit that is not needed any more would keep its batch in memory. */
        @Nullable
        Future<?> limit;

        void settled() {
            inFlight = null;
            if (limit != null) {
                limit.cancel(false);
                limit = null;
            }
        }
    }

    private record Sent(PresenceStore store, UUID owner, RowBatch batch, List<ChannelMembers> channels) {}

    private final LocalMembers members;
    private final PresenceMetrics metrics;
    private final ScheduledExecutorService rows;
    private final Executor workers;
    private final AtomicBoolean due = new AtomicBoolean();
    private final Map<UUID, Owner> owners = new HashMap<>();
    private volatile long lastRound = System.nanoTime() - ROUND_NANOS;
    private @Nullable PresenceStore store;
    private boolean failing;

    public RowWriter(LocalMembers members, PresenceMetrics metrics, ScheduledExecutorService rows, Executor workers) {
        this.members = members;
        this.metrics = metrics;
        this.rows = rows;
        this.workers = workers;
    }

    /** Something is in the queue of the members. */
    public void changed() {
        if (due.compareAndSet(false, true)) {
            later(lastRound + ROUND_NANOS - System.nanoTime(), this::round);
        }
    }

    /** Somebody waits for the rows of this channel. */
    public void hurry(ChannelMembers channel) {
        later(0, () -> {
            if (store != null && sort(store, channel, true)) {
                send(store, holder(store, channel));
            }
        });
    }

    /** From now on rows go to this store, all of them anew; nowhere when it is null. */
    public void use(@Nullable PresenceStore next) {
        later(0, () -> {
            owners.values().forEach(owner -> {
                owner.waiting.forEach(ChannelMembers::unqueue);
                owner.settled();
            });
            owners.clear();
            failing = false;
            store = next;
            for (ChannelMembers channel : members.channels()) {
                channel.forget();
                members.queue(channel);
            }
        });
    }

    private void round() {
        due.set(false);
        lastRound = System.nanoTime();
        PresenceStore current = store;
        List<ChannelMembers> homeless = new ArrayList<>();
        for (ChannelMembers next = members.nextDirty(); next != null; next = members.nextDirty()) {
            if (current == null) {
                // Written when there is a store again; until then only those who are there need be kept in mind.
                next.unqueue();
                members.retire(next);
            } else if (!sort(current, next, false)) {
                homeless.add(next);
            }
        }
        if (current != null) {
            List.copyOf(owners.keySet()).forEach(owner -> send(current, owner));
        }
        homeless.forEach(this::requeue);
    }

    /** Puts the channel behind or before those that wait for the same owner; false when there is none. */
    private boolean sort(PresenceStore current, ChannelMembers channel, boolean first) {
        UUID holder = holder(current, channel);
        if (holder == null) {
            return false;
        }
        Deque<ChannelMembers> waiting = owners.computeIfAbsent(holder, any -> new Owner()).waiting;
        if (first) {
            waiting.addFirst(channel);
        } else {
            waiting.addLast(channel);
        }
        return true;
    }

    private @Nullable UUID holder(PresenceStore current, ChannelMembers channel) {
        try {
            List<UUID> holders = current.holders(current.partition(channel.name()));
            return holders.isEmpty() ? null : holders.get(0);
        } catch (RuntimeException e) {
            log.debug("nobody known who keeps the rows, perhaps since the Ignite node is stopping: {}", e.toString());
            return null;
        }
    }

    private void send(PresenceStore current, @Nullable UUID to) {
        Owner owner = to == null ? null : owners.get(to);
        if (to == null || owner == null || owner.inFlight != null) {
            return;
        }
        RowBatch batch = new RowBatch(current.wireVersion());
        List<ChannelMembers> channels = new ArrayList<>();
        while (!owner.waiting.isEmpty() && batch.rows() < BATCH_ROWS && batch.bytes() < BATCH_BYTES) {
            ChannelMembers next = owner.waiting.removeFirst();
            next.unqueue();
            if (next.gather(batch, members::nextVersion)) {
                channels.add(next);
            }
        }
        if (batch.isEmpty()) {
            owners.remove(to);
            channels.forEach(channel -> written(channel, true));
            return;
        }
        Sent sent = new Sent(current, to, batch, channels);
        owner.inFlight = sent;
        count(batch);
        try {
            workers.execute(() -> write(sent));
        } catch (RejectedExecutionException e) {
            ended(sent, e);
            return;
        }
        owner.limit = scheduled(
                CONFIRM_LIMIT.toNanos(), () -> ended(sent, new IllegalStateException("not confirmed in time")));
    }

    private void write(Sent sent) {
        try {
            sent.store.write(sent.batch).whenComplete((done, failure) -> later(0, () -> ended(sent, failure)));
        } catch (RuntimeException e) {
            later(0, () -> ended(sent, e));
        }
    }

    private void ended(Sent sent, @Nullable Throwable failure) {
        Owner owner = owners.get(sent.owner);
        if (owner == null || owner.inFlight == null || owner.inFlight.batch != sent.batch) {
            return;
        }
        owner.settled();
        if (failure == null) {
            failing = false;
            sent.channels.forEach(channel -> written(channel, true));
        } else {
            failed(sent, failure);
        }
        send(sent.store, sent.owner);
    }

    private void failed(Sent sent, Throwable failure) {
        metrics.batchesFailed.increment();
        if (!failing) {
            failing = true;
            log.warn("presence rows not written, tried again until it works: {}", failure.toString());
        }
        sent.channels.forEach(channel -> channel.written(false));
        later(AFTER_FAILURE.toNanos(), () -> sent.channels.forEach(this::settle));
    }

    private void written(ChannelMembers channel, boolean done) {
        channel.written(done);
        settle(channel);
    }

    private void settle(ChannelMembers channel) {
        members.queue(channel);
        members.retire(channel);
    }

    private void requeue(ChannelMembers channel) {
        channel.unqueue();
        members.queue(channel);
    }

    private void count(RowBatch batch) {
        metrics.batches.increment();
        metrics.rowsPut.add(batch.puts().size());
        metrics.rowsRemoved.add(batch.removals().size());
        metrics.rowBytes.add(batch.bytes());
    }

    private void later(long nanos, Runnable task) {
        Future<?> unused = scheduled(nanos, task);
    }

    private @Nullable Future<?> scheduled(long nanos, Runnable task) {
        try {
            return rows.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("rows thread has ended");
            return null;
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("presence rows not written (expected: no failure here)", e);
        }
    }
}
