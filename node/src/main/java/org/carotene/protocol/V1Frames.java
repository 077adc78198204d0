package org.carotene.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Publisher;
import org.carotene.session.Info;
import org.jspecify.annotations.Nullable;

/** What version 1 sends to clients, byte for byte as clients in the field expect it; stateless, any thread. */
final class V1Frames implements PublicationFormat {

    private static final byte[] PONG = utf8("pong");

    private static final byte[] MESSAGE = utf8("{\"type\":\"message\",\"message\":");
    private static final byte[] CHANNEL = utf8(",\"channel\":");
    private static final byte[] USER_ID = utf8(",\"user_id\":");
    private static final byte[] USER_DATA = utf8(",\"user_data\":");
    private static final byte[] END = utf8("}");
    // The original prints what it does not know about an anonymous user: clients have learned to expect the word.
    private static final byte[] ANONYMOUS_END = utf8(",\"user_id\":\"anonymous\",\"user_data\":\"undefined\"}");
    private static final byte[] SERVER_END = utf8(",\"from_server\":\"true\"}");

    private static final byte[] SUBSCRIBERS = utf8("{\"type\":\"presence\",\"subscribers\":[");
    private static final byte[] SUBSCRIBERS_END = utf8("],\"channel\":");

    private static final Map<Info, byte[]> INFOS = new EnumMap<>(Info.class);

    static {
        for (Info info : Info.values()) {
            INFOS.put(info, utf8("{\"type\":\"info\",\"payload\":\"" + info.text() + "\"}"));
        }
    }

    @Override
    public int ordinal() {
        return 0;
    }

    @Override
    public byte[] encode(Publication publication) {
        Publisher publisher = publication.publisher();
        if (publisher instanceof Publisher.User user) {
            return fromUser(publication, user);
        }
        return withEnd(publication, publisher instanceof Publisher.Server ? SERVER_END : ANONYMOUS_END);
    }

    /** A frame of the caller's own, as all others here: transports own what they send. */
    byte[] pong() {
        return PONG.clone();
    }

    byte[] info(Info info) {
        byte[] frame = INFOS.get(info);
        if (frame == null) {
            throw new IllegalStateException("info: " + info + " (expected: one with a frame)");
        }
        return frame.clone();
    }

    /** The list, or null when it is longer than that: looked at first, since it is made on a lane. */
    byte @Nullable [] presence(ChannelName channel, Collection<String> users, long maxBytes) {
        int length = SUBSCRIBERS.length + SUBSCRIBERS_END.length + JsonText.length(channel.value()) + END.length;
        for (String user : users) {
            length += JsonText.length(user) + 1;
            // Without the last comma it may just fit.
            if (length - 1 > maxBytes) {
                return null;
            }
        }
        byte[] frame = new byte[users.isEmpty() ? length : length - 1];
        int at = write(SUBSCRIBERS, frame, 0);
        int first = at;
        for (String user : users) {
            if (at > first) {
                frame[at++] = ',';
            }
            at = JsonText.write(user, frame, at);
        }
        at = write(SUBSCRIBERS_END, frame, at);
        at = JsonText.write(channel.value(), frame, at);
        write(END, frame, at);
        return frame;
    }

    private static byte[] fromUser(Publication publication, Publisher.User user) {
        byte[] data = user.data().utf8();
        int rest = USER_ID.length + JsonText.length(user.id()) + USER_DATA.length + data.length + END.length;
        byte[] frame = new byte[headLength(publication) + rest];
        int at = writeHead(publication, frame);
        at = write(USER_ID, frame, at);
        at = JsonText.write(user.id(), frame, at);
        at = write(USER_DATA, frame, at);
        at = write(data, frame, at);
        write(END, frame, at);
        return frame;
    }

    private static byte[] withEnd(Publication publication, byte[] end) {
        byte[] frame = new byte[headLength(publication) + end.length];
        write(end, frame, writeHead(publication, frame));
        return frame;
    }

    private static int headLength(Publication publication) {
        Json payload = publication.payload();
        String channel = publication.channel().value();
        return MESSAGE.length + payload.utf8().length + CHANNEL.length + JsonText.length(channel);
    }

    private static int writeHead(Publication publication, byte[] frame) {
        int at = write(MESSAGE, frame, 0);
        at = write(publication.payload().utf8(), frame, at);
        at = write(CHANNEL, frame, at);
        return JsonText.write(publication.channel().value(), frame, at);
    }

    private static int write(byte[] bytes, byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return at + bytes.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
