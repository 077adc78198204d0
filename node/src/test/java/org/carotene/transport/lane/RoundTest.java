package org.carotene.transport.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carotene.channel.Channel;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Lane;
import org.carotene.channel.LaneSubscriptions;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Publisher;
import org.carotene.channel.Subscriber;
import org.carotene.protocol.V1Protocol;
import org.carotene.settings.NodeName;
import org.carotene.testing.LonelyCluster;
import org.carotene.transport.ring.SendBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts against the bounds of rounds and lanes. */
class RoundTest {

    private static final ChannelName CHANNEL = new ChannelName("c");

    /** One byte to say, and much to be told about who says it. */
    private static final Publication SMALL_OF_A_LARGE_USER =
            new Publication(CHANNEL, Json.of("1"), new Publisher.User("u", Json.of('"' + "x".repeat(32 * 1024) + '"')));

    @RegisterExtension
    final BoundLane bound = new BoundLane();

    private final JettyLane lane = bound.lane;
    private final Hub hub = new Hub(List.of(lane), new LonelyCluster(new NodeName("n@host")), List.of());
    private final Channel channel = hub.subscribe(CHANNEL, new Anybody()).channel();

    @Test
    void add_publicationsOfAUserWithMuchData_areTheFramesThatTheyMake() {
        Round round = new Round(new SendBatch());
        LaneSubscriptions there = channel.on(0);
        int taken = 0;

        for (; there != null && round.hasRoom(); taken++) {
            round.add(there, SMALL_OF_A_LARGE_USER);
        }

        assertThat(taken * SMALL_OF_A_LARGE_USER.encoded(V1Protocol.FORMAT).length)
                .isBetween(Round.MAX_BYTES, Round.MAX_BYTES + 64 * 1024);
    }

    @Test
    void hasRoom_publicationsOfAUserWithMuchDataWait_countsItAll() {
        for (int i = 0; i < 32; i++) {
            lane.offer(channel, SMALL_OF_A_LARGE_USER);
        }

        assertThat(lane.hasRoom()).isFalse();
    }

    private final class Anybody implements Subscriber {

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public PublicationFormat format() {
            return V1Protocol.FORMAT;
        }

        @Override
        public @Nullable String user() {
            return null;
        }
    }
}
