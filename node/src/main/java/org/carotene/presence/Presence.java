package org.carotene.presence;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Who is present on a channel, over the whole cluster.
 *
 * <p>A user is present on a channel while at least one of its authenticated connections, on any node, is subscribed.
 * {@link #enter} and {@link #leave} are called on lanes and never block; the questions may be asked on any thread, do
 * not block, and complete on any thread: with {@link PresenceUnavailableException} when the cluster is away or too slow.
 */
public interface Presence {

    /** A connection of the user has subscribed to the channel, or one that is subscribed has authenticated. */
    void enter(ChannelName channel, String user);

    /** A connection of the user that had entered has gone. */
    void leave(ChannelName channel, String user);

    /** All members, each once, sorted; fails with {@link TooManyMembersException} beyond the bound in the settings. */
    CompletionStage<List<String>> members(ChannelName channel);

    /** How many distinct members there are. */
    CompletionStage<Long> count(ChannelName channel);

    /** The first members after the given one in the order of their names, at most {@code limit}. */
    CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit);
}
