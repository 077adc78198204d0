package org.carotene.rest;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.carotene.settings.LimitSettings;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/channels/C/messages}: a backend publishes. */
final class MessagesEndpoint implements Endpoint {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Hub hub;
    private final ChannelRule rule;
    private final int maxBodyBytes;

    MessagesEndpoint(Hub hub, LimitSettings limits) {
        this.hub = hub;
        this.rule = new ChannelRule(limits);
        this.maxBodyBytes = limits.maxPublishBodyBytes();
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public boolean posted() {
        return true;
    }

    @Override
    public void handle(Exchange exchange, String name) {
        Optional<ChannelName> channel = rule.channel(name);
        if (channel.isEmpty()) {
            exchange.refuse(RestError.BAD_CHANNEL);
        } else if (!isForm(exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE))) {
            exchange.refuse(RestError.BAD_CONTENT_TYPE);
        } else {
            exchange.body(maxBodyBytes, form -> publish(exchange, channel.get(), form));
        }
    }

    private void publish(Exchange exchange, ChannelName channel, byte[] form) {
        Optional<String> message;
        try {
            message = Form.field(form, "message");
        } catch (CharacterCodingException e) {
            exchange.refuse(RestError.BAD_FORM, e);
            return;
        }
        if (message.isEmpty()) {
            exchange.refuse(RestError.NO_MESSAGE);
            return;
        }
        switch (hub.publish(new Publication(channel, payload(message.get()), Publisher.SERVER))) {
            case ACCEPTED -> exchange.empty(204);
            case OVERLOADED -> exchange.refuse(RestError.BUSY);
            case DETACHED -> exchange.refuse(RestError.CLUSTER_AWAY);
            case MINORITY -> exchange.refuse(RestError.MINORITY);
        }
    }

    /**
     * What clients find in their frame: the message's JSON text, as a JSON string.
     *
     * <p>JavaScript clients publish strings that hold JSON and parse what they receive, and REST does as they do.
     */
    private static Json payload(String message) {
        byte[] asString = JsonText.string(message);
        return new Json(
                JsonText.isJson(message) ? asString : JsonText.string(new String(asString, StandardCharsets.UTF_8)));
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(FORM)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=") && !parameter.replace("\"", "").equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
