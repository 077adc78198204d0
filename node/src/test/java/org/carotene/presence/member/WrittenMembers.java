package org.carotene.presence.member;

import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.presence.row.MapRows;
import org.carotene.presence.row.RowBatch;

/** The members of one node, and their rows in a cache that takes them at once. */
public final class WrittenMembers {

    private final MapRows cache;
    private final long incarnation;
    private final LocalMembers members;

    public WrittenMembers(MapRows cache, long incarnation) {
        this.cache = cache;
        this.incarnation = incarnation;
        this.members = new LocalMembers(incarnation, () -> {});
    }

    public void enter(ChannelName channel, String user) {
        members.enter(channel, user);
    }

    public void leave(ChannelName channel, String user) {
        members.leave(channel, user);
    }

    public boolean holds(ChannelName channel, String user) {
        ChannelMembers there = members.channel(channel);
        return there != null && there.holds(user);
    }

    public List<String> users(ChannelName channel) {
        return members.users(channel, null, Integer.MAX_VALUE, List.of());
    }

    /** Brings the rows of the channel into the cache, if they lack something. */
    public void write(ChannelName channel) {
        ChannelMembers there = members.channel(channel);
        RowBatch batch = new RowBatch(1);
        if (there != null && there.gather(batch, members::nextVersion)) {
            cache.apply(batch, incarnation);
            there.written(true);
        }
    }
}
