package org.carotene.presence.member;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * The truth about who is present on this node, channel by channel, and the queue of channels whose rows lack something.
 *
 * <p>Any thread; nothing blocks. Lives as long as the gateway, attached or not.
 */
public final class LocalMembers {

    private final ConcurrentHashMap<ChannelName, ChannelMembers> channels = new ConcurrentHashMap<>();
    private final Queue<ChannelMembers> dirty = new ConcurrentLinkedQueue<>();
    private final LongAdder members = new LongAdder();
    private final AtomicLong versions = new AtomicLong();
    private final long seed;
    private final Runnable onDirty;

    /** @param onDirty called on the changing thread, a lane perhaps, when the queue gets something */
    public LocalMembers(long seed, Runnable onDirty) {
        this.seed = seed;
        this.onDirty = onDirty;
    }

    public void enter(ChannelName channel, String user) {
        while (true) {
            ChannelMembers there = channels.computeIfAbsent(channel, name -> new ChannelMembers(name, seed));
            ChannelMembers.Change change = there.enter(user);
            if (change != ChannelMembers.Change.RETIRED) {
                if (change == ChannelMembers.Change.MEMBER) {
                    members.increment();
                    queue(there);
                }
                return;
            }
            channels.remove(channel, there);
        }
    }

    void leave(ChannelName channel, String user) {
        ChannelMembers there = channels.get(channel);
        if (there == null || there.leave(user) != ChannelMembers.Change.MEMBER) {
            return;
        }
        members.decrement();
        queue(there);
    }

    @Nullable
    public ChannelMembers channel(ChannelName channel) {
        return channels.get(channel);
    }

    Collection<ChannelMembers> channels() {
        return channels.values();
    }

    /**
     * The first users behind the given one in the order of their names, each once, at most {@code limit}, of those present on
     * this node and of others.
     *
     * @param others in order, all of them behind the given one
     */
    public List<String> users(ChannelName channel, @Nullable String after, int limit, List<String> others) {
        ChannelMembers there = channels.get(channel);
        // Put together outside of the channel's monitor, which lanes need too.
        List<String> own = there == null ? List.of() : there.users(after, limit);
        return own.isEmpty() && others.size() <= limit ? others : merged(own, others, limit);
    }

    /** Two sorted lists as one, each user once, up to so many. */
    private static List<String> merged(List<String> some, List<String> others, int limit) {
        List<String> all = new ArrayList<>(Math.min(limit, some.size() + others.size()));
        int i = 0;
        int j = 0;
        while (all.size() < limit && (i < some.size() || j < others.size())) {
            int order =
                    i == some.size() ? 1 : j == others.size() ? -1 : some.get(i).compareTo(others.get(j));
            all.add(order <= 0 ? some.get(i) : others.get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return all;
    }

    public int count(ChannelName channel) {
        ChannelMembers there = channels.get(channel);
        return there == null ? 0 : there.total();
    }

    /** How many members all channels together have on this node; a user counts once a channel. */
    public long size() {
        return members.sum();
    }

    int channelCount() {
        return channels.size();
    }

    /** A version for a row, never given twice. */
    long nextVersion() {
        return versions.incrementAndGet();
    }

    /** Makes sure that the channel is in the queue if its rows lack something. */
    void queue(ChannelMembers there) {
        if (there.queue()) {
            dirty.add(there);
            onDirty.run();
        }
    }

    void markDirty(ChannelMembers there) {
        there.markDirty();
        queue(there);
    }

    /** The next channel whose rows lack something, or null; it does not come again before {@link ChannelMembers#unqueue}. */
    @Nullable
    ChannelMembers nextDirty() {
        return dirty.poll();
    }

    /** Drops the channel if nobody is there and nothing is to be written. */
    void retire(ChannelMembers there) {
        if (there.retire()) {
            channels.remove(there.name(), there);
        }
    }
}
