package org.carotene.session;

import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;

/** What a client can ask of its session, in no protocol's words. */
public sealed interface Command {

    record Ping() implements Command {}

    record Subscribe(ChannelName channel) implements Command {}

    record Publish(ChannelName channel, Json payload) implements Command {}

    record Authenticate(String user, String token) implements Command {}

    record AskPresence(ChannelName channel) implements Command {}

    /** Something that is no command, with what the client is to be told. */
    record Refused(Info info) implements Command {}
}
