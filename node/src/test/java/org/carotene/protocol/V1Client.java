package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.carotene.session.Disconnect;
import org.carotene.session.Progress;
import org.carotene.session.RecordingOutbound;
import org.carotene.session.TestNode;

/** A client of version 1 on a test node, from its words to the server's. */
final class V1Client {

    private final TestNode node;
    private final RecordingOutbound outbound;
    private final Conversation conversation;

    V1Client(TestNode node) {
        this.node = node;
        V1Protocol protocol = new V1Protocol(node.sessions);
        outbound = new RecordingOutbound(node.lane, protocol.format());
        conversation = protocol.open(outbound);
        outbound.userFrom(conversation::user);
    }

    /** Lets one text to the client have so many bytes at most. */
    V1Client takingAtMost(int bytes) {
        outbound.maxTextBytes(bytes);
        return this;
    }

    Progress send(String text) {
        return send(text.getBytes(UTF_8));
    }

    Progress send(byte[] text) {
        return receive(text, 0, text.length);
    }

    Progress receive(byte[] array, int offset, int length) {
        return conversation.receive(array, offset, length);
    }

    /** Sends, lets the lane do what there is, and returns what has come. */
    List<String> ask(String text) {
        send(text);
        return take();
    }

    /** Lets the lane do what there is, and returns what has come since the last call. */
    List<String> take() {
        node.lane.runTasks();
        node.lane.round((subscriber, publication) ->
                ((RecordingOutbound) subscriber).send(publication.encoded(subscriber.format())));
        return outbound.take();
    }

    /** Authenticates with the backend's consent. */
    V1Client as(String user, String data) {
        send("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}");
        node.backend.accept(data);
        take();
        return this;
    }

    int resumed() {
        return outbound.resumed();
    }

    List<Disconnect> closes() {
        return outbound.closes();
    }

    void leave() {
        conversation.closed();
    }
}
