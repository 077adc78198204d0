package org.carotene.plugin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.gateway.Gateway;

/** The API over the gateway of this node. */
final class GatewayApi implements Carotene {

    private final Supplier<Gateway> gateway;

    /** @param gateway throws an {@link IllegalStateException} while there is none */
    GatewayApi(Supplier<Gateway> gateway) {
        this.gateway = gateway;
    }

    @Override
    public Published publish(String channel, String json) {
        return publish(channel, JsonValues.checked(json));
    }

    @Override
    public Published publishText(String channel, String text) {
        return publish(channel, JsonValues.quoted(text));
    }

    private Published publish(String channel, Json json) {
        Publication publication = new Publication(new ChannelName(channel), json, Publisher.SERVER);
        return gateway.get().hub().publish(publication);
    }

    @Override
    public CompletionStage<List<String>> presence(String channel) {
        return gateway.get().presence().members(new ChannelName(channel));
    }

    @Override
    public Set<String> channels() {
        return gateway.get().hub().channels().stream().map(ChannelName::value).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Stats stats() {
        Gateway running = gateway.get();
        return new Stats(
                running.port(),
                running.connectionCount(),
                running.hub().channelCount(),
                running.cluster().topology().members().size());
    }
}
