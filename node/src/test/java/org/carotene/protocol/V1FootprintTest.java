package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.carotene.session.Outbound;
import org.carotene.session.RecordingOutbound;
import org.carotene.session.TestNode;
import org.junit.jupiter.api.Test;

/** What a connection at rest costs behind its transport. */
class V1FootprintTest {

    private static final int CONVERSATIONS = 50_000;
    private static final int MAX_BYTES_EACH = 300;

    private static final int PUBLICATIONS = 1_000;
    private static final int PAYLOAD = 10_000;
    // The channel's name, the publication and its parts; the double of the bus keeps a list too.
    private static final long MAX_BYTES_BESIDE_PAYLOAD = 300;

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

    @Test
    void publish_copiesThePayloadOnceAndMakesLittleElse() {
        V1Client client = new V1Client(TestNode.open());
        byte[] publish = ("{\"publish\":\"" + "x".repeat(PAYLOAD) + "\",\"channel\":\"news\"}").getBytes(UTF_8);
        client.send(publish);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < PUBLICATIONS; i++) {
            client.send(publish);
        }

        long each = (threads.getCurrentThreadAllocatedBytes() - before) / PUBLICATIONS;
        assertThat(each).isBetween((long) PAYLOAD, PAYLOAD + MAX_BYTES_BESIDE_PAYLOAD);
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
