package org.carotene.rest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.carotene.channel.ChannelName;
import org.carotene.presence.Presence;
import org.carotene.presence.PresenceUnavailableException;
import org.carotene.presence.TooManyMembersException;
import org.carotene.settings.LimitSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/channels/C/presence}: who is there, over the whole cluster. */
final class PresenceEndpoint implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(PresenceEndpoint.class);

    private final Presence presence;
    private final ChannelRule rule;

    PresenceEndpoint(Presence presence, LimitSettings limits) {
        this.presence = presence;
        this.rule = new ChannelRule(limits);
    }

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public void handle(Exchange exchange, String name) {
        Optional<ChannelName> channel = rule.channel(name);
        if (channel.isEmpty()) {
            exchange.refuse(RestError.BAD_CHANNEL);
            return;
        }
        presence.members(channel.get()).whenComplete((members, failure) -> answer(exchange, members, failure));
    }

    private static void answer(Exchange exchange, @Nullable List<String> members, @Nullable Throwable failure) {
        if (members != null) {
            exchange.json(200, JsonText.array(members));
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof PresenceUnavailableException) {
            exchange.refuse(RestError.PRESENCE_TIMED_OUT, cause);
        } else if (cause instanceof TooManyMembersException) {
            exchange.refuse(RestError.TOO_MANY_MEMBERS, cause);
        } else {
            log.error("presence failed", cause);
            exchange.refuse(RestError.BUG);
        }
    }
}
