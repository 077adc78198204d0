package org.carotene.presence.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carotene.presence.answer.Answer;
import org.carotene.presence.answer.Question;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the cache says what this node's sessions say, whatever has happened to the cluster.
 *
 * <p>After each change of the cluster, and each second, it looks which partitions have lost all their holders, and has
 * their rows written again: Ignite announces no such loss. Little by little it compares all channels with their rows and
 * has those repaired that differ; soon after a change, in the course of five minutes otherwise. And it removes what nodes
 * that are gone have left behind, several times, since a late put may come after the first.
 *
 * <p>Works on a worker, one look at a time; nobody waits for it.
 */
public final class RowUpkeep {

    private static final long UNSETTLED_MILLIS = 50;
    private static final int BEATS_PER_SWEEP = 300;
    private static final int BEATS_PER_SWEEP_AFTER_CHANGE = 20;
    private static final int FEWEST_IN_A_BEAT = 20;
    private static final int MOST_IN_A_BEAT = 5000;
    private static final int MOST_IN_A_QUESTION = 500;

    /** How many beats after a change left-overs are looked for. */
    private static final List<Integer> CLEANINGS = List.of(2, 15, 90);

    private static final Logger log = LoggerFactory.getLogger(RowUpkeep.class);

    private final LocalMembers members;
    private final PresenceMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final long beatMillis;
    private final int graceBeats;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Set<UUID> comparing = ConcurrentHashMap.newKeySet();
    private volatile @Nullable PresenceStore store;
    private volatile boolean changed;
    private volatile int beatsSinceChange;
    private Iterator<ChannelMembers> sweep = Collections.emptyIterator();
    private int beatsSinceSweep;
    private @Nullable Future<?> beat;

    /** Of the rows as they were written last. */
    private volatile int wireVersion;

    /**
     * @param every a beat: how often everything here happens; a second but for tests
     * @param grace for how long the rows of a node that is gone still count
     */
    public RowUpkeep(
            LocalMembers members,
            PresenceMetrics metrics,
            ScheduledExecutorService timer,
            Executor workers,
            Duration every,
            Duration grace) {
        this.members = members;
        this.metrics = metrics;
        this.timer = timer;
        this.workers = workers;
        this.beatMillis = every.toMillis();
        this.graceBeats = (int) ((grace.toMillis() + beatMillis - 1) / beatMillis);
    }

    /** From now on looks after the rows in this store; rests when it is null. Called by one thread at a time. */
    public void use(@Nullable PresenceStore next) {
        store = next;
        if (beat != null) {
            beat.cancel(false);
            beat = null;
        }
        if (next != null) {
            changed();
            beat = timer.scheduleWithFixedDelay(this::beat, beatMillis, beatMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Nodes have come or gone. Any thread. */
    public void changed() {
        changed = true;
        beatsSinceChange = 0;
        hand(this::look);
    }

    private void beat() {
        hand(() -> {
            look();
            PresenceStore current = store;
            if (current != null) {
                quietly(() -> tend(current));
            }
        });
    }

    private void look() {
        PresenceStore current = store;
        if (current != null && looking.compareAndSet(false, true)) {
            try {
                quietly(() -> look(current));
            } finally {
                looking.set(false);
            }
        }
    }

    private void look(PresenceStore current) {
        boolean wasChanged = changed;
        // The grace of nodes that have gone begins when it is noticed.
        current.nodes();
        boolean settled = current.settled();
        Set<Integer> lost = current.lostPartitions();
        int now = current.wireVersion();
        // A node of an older version has come: it does not read what is there.
        boolean unread = now < wireVersion;
        wireVersion = now;
        if (unread || !lost.isEmpty()) {
            for (ChannelMembers channel : members.channels()) {
                if (unread || lost.contains(current.partition(channel.name()))) {
                    members.markDirty(channel);
                }
            }
        }
        if (wasChanged && settled) {
            changed = false;
        } else if (wasChanged) {
            Future<?> unused = timer.schedule(() -> hand(this::look), UNSETTLED_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a change in between only makes it start anew a beat later
    private void tend(PresenceStore current) {
        int beats = ++beatsSinceChange;
        boolean soon = beats < CLEANINGS.get(CLEANINGS.size() - 1);
        compareSome(current, soon ? BEATS_PER_SWEEP_AFTER_CHANGE : BEATS_PER_SWEEP);
        if (CLEANINGS.contains(beats - graceBeats)) {
            metrics.rowsLeftOver.add(current.removeLeftOvers());
        }
    }

    private void compareSome(PresenceStore current, int beatsPerSweep) {
        beatsSinceSweep++;
        if (!sweep.hasNext() && beatsSinceSweep >= beatsPerSweep) {
            beatsSinceSweep = 0;
            sweep = members.channels().iterator();
        }
        int part = members.channelCount() / beatsPerSweep;
        int left = Math.min(MOST_IN_A_BEAT, Math.max(FEWEST_IN_A_BEAT, part));
        Map<UUID, List<Question.Check.Expected>> byHolder = new HashMap<>();
        for (; left > 0 && sweep.hasNext(); left--) {
            ChannelMembers channel = sweep.next();
            long version = channel.settledVersion();
            List<UUID> holders = version == 0 ? List.of() : current.holders(current.partition(channel.name()));
            if (!holders.isEmpty()) {
                byHolder.computeIfAbsent(holders.get(0), any -> new ArrayList<>())
                        .add(new Question.Check.Expected(channel.name(), version));
            }
        }
        byHolder.forEach((holder, expected) -> compare(current, holder, expected));
    }

    private void compare(PresenceStore current, UUID holder, List<Question.Check.Expected> all) {
        // One that hangs is not asked more and more.
        if (!comparing.add(holder)) {
            return;
        }
        List<Question.Check.Expected> some = all.subList(0, Math.min(all.size(), MOST_IN_A_QUESTION));
        Question.Check question = new Question.Check(current.nodes().self(), some);
        try {
            current.ask(holder, question).whenComplete((answer, failure) -> {
                comparing.remove(holder);
                hand(() -> {
                    if (answer != null && Answer.read(answer) instanceof Answer.Differing differing) {
                        repair(some, new HashSet<>(differing.places()));
                        if (all.size() > some.size()) {
                            compare(current, holder, all.subList(some.size(), all.size()));
                        }
                    }
                });
            });
        } catch (RuntimeException e) {
            comparing.remove(holder);
            throw e;
        }
    }

    private void repair(List<Question.Check.Expected> compared, Set<Integer> differing) {
        metrics.channelsChecked.add(compared.size());
        for (int place : differing) {
            Question.Check.Expected expected = compared.get(place);
            ChannelMembers channel = members.channel(expected.channel());
            // What has been written again meanwhile differs for a good reason.
            if (channel != null && channel.settledVersion() == expected.version()) {
                metrics.channelsRepaired.increment();
                members.markDirty(channel);
            }
        }
    }

    private void hand(Runnable task) {
        try {
            workers.execute(() -> quietly(task));
        } catch (RejectedExecutionException e) {
            log.debug("rows not looked after now, the node has too much to do or stops");
        }
    }

    // Whatever fails here is looked at again a second later.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.debug("rows not looked after now: {}", e.toString());
        }
    }
}
