package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.carotene.session.Outbound;
import org.carotene.session.RecordingOutbound;
import org.carotene.session.TestNode;
import org.junit.jupiter.api.Test;

/** What a connection at rest costs behind its transport. */
class V1FootprintTest {

    private static final int CONVERSATIONS = 50_000;
    private static final int MAX_BYTES_EACH = 300;

    @Test
    void conversation_withOneSubscription_isSmall() {
        TestNode node = TestNode.open();
        V1Protocol protocol = new V1Protocol(node.sessions);
        Outbound outbound = new RecordingOutbound(node.lane, protocol.format());
        Conversation[] conversations = new Conversation[CONVERSATIONS];
        byte[] subscribe = "{\"subscribe\":\"news\"}".getBytes(UTF_8);
        protocol.open(outbound).receive(subscribe, 0, subscribe.length);
        long before = usedBytes();

        Arrays.setAll(conversations, i -> protocol.open(outbound));
        for (Conversation conversation : conversations) {
            conversation.receive(subscribe, 0, subscribe.length);
        }
        long each = (usedBytes() - before) / CONVERSATIONS;

        assertThat(each).isBetween(50L, (long) MAX_BYTES_EACH);
        assertThat(conversations[CONVERSATIONS - 1].user()).isNull();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
