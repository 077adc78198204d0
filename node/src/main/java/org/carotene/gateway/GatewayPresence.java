package org.carotene.gateway;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.ignite.Ignite;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.presence.Presence;
import org.jspecify.annotations.Nullable;

/** Presence as the settings have it, and its part in attaching and detaching. */
final class GatewayPresence {

    private final Presence questions;

    private GatewayPresence(Presence questions) {
        this.questions = questions;
    }

    static GatewayPresence of(Hub hub) {
        return new GatewayPresence(new OfThisNode(hub));
    }

    Presence questions() {
        return questions;
    }

    void attach(Ignite ignite) {}

    void detach() {}

    void stop() {}

    /** The sessions of this node alone. */
    private record OfThisNode(Hub hub) implements Presence {

        @Override
        public void enter(ChannelName channel, String user) {}

        @Override
        public void leave(ChannelName channel, String user) {}

        @Override
        public CompletionStage<List<String>> members(ChannelName channel) {
            return hub.users(channel).thenApply(List::copyOf);
        }

        @Override
        public CompletionStage<Long> count(ChannelName channel) {
            return hub.users(channel).thenApply(users -> (long) users.size());
        }

        @Override
        public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
            return members(channel)
                    .thenApply(users -> users.stream()
                            .filter(user -> after == null || user.compareTo(after) > 0)
                            .limit(limit)
                            .toList());
        }
    }
}
