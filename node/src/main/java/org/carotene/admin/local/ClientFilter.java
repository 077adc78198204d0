package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Trees;
import org.carotene.channel.ChannelName;
import org.carotene.transport.lane.Client;
import org.jspecify.annotations.Nullable;

/** Which clients a question is about; what is null does not matter. */
record ClientFilter(
        @Nullable String user,
        @Nullable String userPrefix,
        @Nullable String address,
        @Nullable ChannelName channel,
        @Nullable String transport,
        boolean backlog,
        boolean anonymous) {

    static ClientFilter of(ObjectNode question) {
        String channel = Trees.text(question, "channel");
        return new ClientFilter(
                Trees.text(question, "user"),
                Trees.text(question, "user_prefix"),
                Trees.text(question, "address"),
                channel == null ? null : AdminRequest.channelName(channel),
                Trees.text(question, "transport"),
                question.path("backlog").asBoolean(),
                question.path("anonymous").asBoolean());
    }

    /** On the client's lane; what costs most is asked last. */
    boolean fits(Client client) {
        return fitsUser(client.user())
                && (transport == null || transport.equals("polling") == client.isPolling())
                && (!backlog || client.queuedBytes() > 0)
                && (channel == null || client.isSubscribed(channel))
                && (address == null || fitsAddress(client.address()));
    }

    private boolean fitsUser(@Nullable String known) {
        if (anonymous && known != null) {
            return false;
        }
        return (user == null || user.equals(known))
                && (userPrefix == null || (known != null && known.startsWith(userPrefix)));
    }

    private boolean fitsAddress(@Nullable String known) {
        return known != null && address != null && known.startsWith(address);
    }
}
