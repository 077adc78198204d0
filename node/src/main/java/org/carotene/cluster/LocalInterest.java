package org.carotene.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carotene.channel.ChannelName;

/**
 * What this node has told, and is about to tell, the others of the channels that have subscribers here.
 *
 * <p>{@link #changed} on any thread; everything else on the cluster thread. It outlives the attachments to Ignite, so that
 * its numbers never repeat.
 */
final class LocalInterest {

    private static final int CHANGES_PER_FRAME = 4096;
    private static final int CHANNELS_PER_PART = 1000;

    private final Queue<Frame.Change> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Set<ChannelName> announced = new HashSet<>();
    private long sequence;

    /**
     * Notes a change; the caller sees to it that those of one channel come in their order.
     *
     * @return whether this is the first since the last {@link #announcements}, so that somebody has to ask for them
     */
    boolean changed(ChannelName channel, boolean wanted) {
        pending.add(new Frame.Change(channel, wanted));
        return !waiting.get() && waiting.compareAndSet(false, true);
    }

    /** What is to be told to every node that knows the state before. */
    List<Frame.Interest> announcements(long incarnation) {
        waiting.set(false);
        List<Frame.Interest> frames = new ArrayList<>();
        for (List<Frame.Change> changes = next(); !changes.isEmpty(); changes = next()) {
            frames.add(new Frame.Interest(incarnation, ++sequence, changes));
        }
        return frames;
    }

    /** Everything, in parts, as of the last announcement. */
    List<Frame.Snapshot> snapshot(long incarnation) {
        List<ChannelName> all = List.copyOf(announced);
        List<Frame.Snapshot> parts = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(from + CHANNELS_PER_PART, all.size());
            parts.add(new Frame.Snapshot(incarnation, sequence, from, all.size(), all.subList(from, to)));
            from = to;
        } while (from < all.size());
        return parts;
    }

    /** The number of the last announcement. */
    long sequence() {
        return sequence;
    }

    private List<Frame.Change> next() {
        List<Frame.Change> changes = new ArrayList<>();
        Frame.Change change;
        while (changes.size() < CHANGES_PER_FRAME && (change = pending.poll()) != null) {
            changes.add(change);
            if (change.wanted()) {
                announced.add(change.channel());
            } else {
                announced.remove(change.channel());
            }
        }
        return List.copyOf(changes);
    }
}
