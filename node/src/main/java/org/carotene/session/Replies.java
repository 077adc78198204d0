package org.carotene.session;

import java.util.Collection;
import org.carotene.channel.ChannelName;

/** What a session says to its client beside publications; implemented by each protocol. Called on the lane. */
public interface Replies {

    void info(Info info);

    void presence(ChannelName channel, Collection<String> users);
}
