package org.carotene.session;

import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;

/** A session on a test node with both its ends written down; messages are delivered as their payload alone. */
final class Client {

    private static final PublicationFormat PAYLOAD_ALONE = new PublicationFormat() {
        @Override
        public int ordinal() {
            return 1;
        }

        @Override
        public byte[] encode(Publication publication) {
            return publication.payload().utf8();
        }
    };

    final RecordingReplies replies = new RecordingReplies();
    final RecordingOutbound outbound;
    final Session session;
    private final TestNode node;

    Client(TestNode node) {
        this.node = node;
        outbound = new RecordingOutbound(node.lane, PAYLOAD_ALONE);
        session = node.sessions.open(outbound, replies);
        outbound.userFrom(session::user);
    }

    /** Authenticates with the backend's consent. */
    Client as(String user) {
        session.authenticate(user, "t");
        node.backend.accept("{}");
        said();
        return this;
    }

    Progress subscribe(String channel) {
        return session.subscribe(new ChannelName(channel));
    }

    Progress publish(String channel, String payload) {
        return session.publish(new ChannelName(channel), Json.of(payload));
    }

    Progress askPresence(String channel) {
        return session.askPresence(new ChannelName(channel));
    }

    /** Runs the lane's tasks and returns what the session has said since the last call. */
    List<Object> said() {
        node.lane.runTasks();
        return replies.take();
    }

    /** Runs a round and returns the payloads that have come since the last call. */
    List<String> received() {
        node.lane.runTasks();
        node.lane.round((subscriber, publication) ->
                ((RecordingOutbound) subscriber).send(publication.encoded(subscriber.format())));
        return outbound.take();
    }
}
