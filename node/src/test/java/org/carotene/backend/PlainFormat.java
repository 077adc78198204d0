package org.carotene.backend;

import java.nio.charset.StandardCharsets;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Publisher;

/** A format for tests: the channel and the payload. */
final class PlainFormat implements PublicationFormat {

    static Publication publication(String channel, String payload) {
        return new Publication(new ChannelName(channel), Json.of(payload), Publisher.SERVER);
    }

    @Override
    public int ordinal() {
        return 0;
    }

    @Override
    public byte[] encode(Publication publication) {
        return text(publication.channel().value(), publication.payload().toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    static String text(String channel, String payload) {
        return "{\"channel\":\"" + channel + "\",\"message\":" + payload + "}";
    }
}
