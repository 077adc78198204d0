package org.carotene.protocol;

import java.util.Collection;
import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.session.Disconnect;
import org.carotene.session.Info;
import org.carotene.session.Outbound;
import org.carotene.session.Progress;
import org.carotene.session.Replies;
import org.carotene.session.Session;
import org.carotene.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * One client's side of version 1: reads what it sends, and writes what its session answers.
 *
 * <p>Whatever a client sends is answered or carried out; only bytes that are no text end the connection. There is one of
 * these for each connection, so it holds nothing but the way to both sides.
 */
final class V1Conversation implements Conversation, Replies {

    // One for each thread that reads connections: a scan begins and ends within one call.
    private static final ThreadLocal<JsonScanner> SCANNER = ThreadLocal.withInitial(JsonScanner::new);

    private final Outbound outbound;
    private final V1Frames frames;
    private final Session session;

    V1Conversation(Outbound outbound, V1Frames frames, Sessions sessions) {
        this.outbound = outbound;
        this.frames = frames;
        this.session = sessions.open(outbound, this);
    }

    @Override
    public Progress receive(byte[] text, int offset, int length) {
        if (isPing(text, offset, length)) {
            outbound.send(frames.pong());
            return Progress.DONE;
        }
        JsonScanner message = SCANNER.get();
        return switch (message.scan(text, offset, offset + length)) {
            case OBJECT -> message.members() == 1 ? withOneKey(message) : withMoreKeys(message);
            case OTHER -> refuse(Info.UNKNOWN);
            case MALFORMED -> refuse(Info.NOT_JSON);
            case TOO_DEEP -> refuse(Info.TOO_DEEP);
            case BAD_UTF8 -> end(Disconnect.BAD_DATA);
        };
    }

    @Override
    public @Nullable String user() {
        return session.user();
    }

    @Override
    public String protocol() {
        return "carotene-v1";
    }

    @Override
    public int channelCount() {
        return session.channelCount();
    }

    @Override
    public boolean isSubscribed(ChannelName channel) {
        return session.isSubscribed(channel);
    }

    @Override
    public List<ChannelName> channels(int atMost) {
        return session.channels(atMost);
    }

    @Override
    public void closed() {
        session.closed();
    }

    @Override
    public void info(Info info) {
        outbound.send(frames.info(info));
    }

    @Override
    public void presence(ChannelName channel, Collection<String> users) {
        byte[] list = frames.presence(channel, users, outbound.maxTextBytes());
        if (list == null) {
            info(Info.TOO_MANY_MEMBERS);
        } else {
            outbound.send(list);
        }
    }

    private Progress withOneKey(JsonScanner message) {
        if (!message.isString(0)) {
            return refuse(Info.UNKNOWN);
        }
        if (message.member("subscribe") == 0) {
            ChannelName channel = channel(message, 0);
            return channel == null ? refuse(Info.BAD_CHANNEL) : session.subscribe(channel);
        }
        if (message.member("presence") == 0) {
            ChannelName channel = channel(message, 0);
            return channel == null ? refuse(Info.BAD_CHANNEL) : session.askPresence(channel);
        }
        return refuse(Info.UNKNOWN);
    }

    private Progress withMoreKeys(JsonScanner message) {
        if (message.members() != 2) {
            return refuse(Info.UNKNOWN);
        }
        int payload = message.member("publish");
        int channel = message.member("channel");
        if (payload >= 0 && channel >= 0) {
            return publish(message, channel, payload);
        }
        int user = message.member("authenticate");
        int token = message.member("token");
        if (user >= 0 && token >= 0) {
            return authenticate(message, user, token);
        }
        return refuse(Info.UNKNOWN);
    }

    private Progress publish(JsonScanner message, int channelMember, int payload) {
        if (!message.isString(channelMember)) {
            return refuse(Info.UNKNOWN);
        }
        ChannelName channel = channel(message, channelMember);
        if (channel == null) {
            return refuse(Info.BAD_CHANNEL);
        }
        return session.publish(channel, new Json(message.value(payload)));
    }

    private Progress authenticate(JsonScanner message, int userMember, int tokenMember) {
        if (!message.isString(userMember) || !message.isString(tokenMember)) {
            return refuse(Info.UNKNOWN);
        }
        String user = message.string(userMember);
        String token = message.string(tokenMember);
        if (user == null || token == null) {
            return refuse(Info.UNKNOWN);
        }
        return session.authenticate(user, token);
    }

    /** The channel that a string names, or null when it can be no channel's name. */
    private static @Nullable ChannelName channel(JsonScanner message, int member) {
        String name = message.string(member);
        return name != null && ChannelName.isValid(name) ? new ChannelName(name) : null;
    }

    private Progress refuse(Info info) {
        info(info);
        return Progress.DONE;
    }

    private Progress end(Disconnect reason) {
        outbound.close(reason);
        return Progress.DONE;
    }

    private static boolean isPing(byte[] text, int offset, int length) {
        return length == 4
                && text[offset] == 'p'
                && text[offset + 1] == 'i'
                && text[offset + 2] == 'n'
                && text[offset + 3] == 'g';
    }
}
