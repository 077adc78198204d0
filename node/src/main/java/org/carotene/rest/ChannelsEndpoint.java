package org.carotene.rest;

import org.carotene.settings.BackendSettings;

/** {@code GET /api/channels}: the channels that the backend is subscribed to. */
final class ChannelsEndpoint implements Endpoint {

    private final byte[] body;

    ChannelsEndpoint(BackendSettings backend) {
        this.body = JsonText.array(backend.subscribedChannels());
    }

    @Override
    public String name() {
        return "channels";
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        exchange.json(200, body);
    }
}
