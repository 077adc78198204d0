package org.carotene.rest;

import java.util.Set;
import org.carotene.settings.BackendSettings;

/** {@code GET /api/channels/C}: whether the backend is subscribed to a channel. */
final class ChannelEndpoint implements Endpoint {

    private final Set<String> subscribed;

    ChannelEndpoint(BackendSettings backend) {
        this.subscribed = Set.copyOf(backend.subscribedChannels());
    }

    @Override
    public String name() {
        return "channel";
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        if (subscribed.contains(channel)) {
            exchange.json(200, JsonText.object(out -> out.writeStringField("channel", channel)));
        } else {
            exchange.refuse(RestError.NOT_SUBSCRIBED);
        }
    }
}
