package org.carotene.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.carotene.channel.ChannelName;

/** A protocol that writes down what its session says. */
final class RecordingReplies implements Replies {

    private final List<Object> said = new ArrayList<>();

    @Override
    public void info(Info info) {
        said.add(info);
    }

    @Override
    public void presence(ChannelName channel, Collection<String> users) {
        said.add(channel + "=" + users);
    }

    /** What has been said since the last call: infos, and {@code channel=[users]}. */
    List<Object> take() {
        List<Object> taken = List.copyOf(said);
        said.clear();
        return taken;
    }
}
