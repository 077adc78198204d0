package org.carotene.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.carotene.channel.Channel;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.carotene.metrics.Metrics;
import org.carotene.session.Disconnect;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.testing.LineProtocol;
import org.carotene.testing.LonelyCluster;
import org.carotene.transport.lane.BoundLane;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.ManualSelector;
import org.carotene.transport.lane.SilentSocket;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of one channel share that do not take what they are sent. */
class SlowClientsTest {

    private static final ChannelName NEWS = new ChannelName("news");

    @RegisterExtension
    final BoundLane bound = new BoundLane();

    private final JettyLane lane = bound.lane;
    private final ManualSelector selector = bound.selector;
    private final Hub hub = new Hub(List.of(lane), new LonelyCluster(new NodeName("n@host")), List.of());
    private final LineProtocol protocol = new LineProtocol(hub);
    private final SocketLimits limits = SocketLimits.of(LimitSettings.DEFAULTS, new LongAdder());

    @Test
    void publish_toSlowClients_waitsForAllOfThemInOneCopyAndInOrder() {
        FullSocket first = new FullSocket(lane);
        FullSocket second = new FullSocket(lane);
        Channel news = subscribe(first);
        subscribe(second);

        publish(news, "one", "two");
        publish(news, "three");
        publish(news, "four");
        first.takeWhatIsUnderWay();
        second.takeWhatIsUnderWay();

        assertThat(first.text()).isEqualTo("\u0081\3one\u0081\3two\u0081\5three\u0081\4four");
        assertThat(second.text()).isEqualTo(first.text());
        // But for what was left when it began.
        assertThat(arrays(first)).hasSize(2).isEqualTo(arrays(second));
    }

    @Test
    void publish_toAClientThatIsToldToGo_countsForNobody() {
        Channel news = hub.subscribe(NEWS, outbound(new FullSocket(lane))).channel();
        SocketOutbound going = outbound(new FullSocket(lane));
        hub.subscribe(NEWS, going);
        going.close(Disconnect.IDLE);

        publish(news, "one", "two");

        assertThat(going.delivered()).isZero();
        assertThat(bound.deliveries()).isEqualTo(2);
    }

    private static List<byte[]> arrays(FullSocket socket) {
        return socket.written.stream().skip(1).map(SlowClientsTest::array).toList();
    }

    @SuppressWarnings("ByteBufferBackingArray")
    private static byte[] array(ByteBuffer frames) {
        return frames.array();
    }

    private Channel subscribe(FullSocket socket) {
        return hub.subscribe(NEWS, outbound(socket)).channel();
    }

    private SocketOutbound outbound(FullSocket socket) {
        WebSocketReader reader = new WebSocketReader(protocol, protocol, limits, new ConnectionCount(2, new Metrics()));
        return new SocketOutbound(socket, reader, protocol, limits);
    }

    private void publish(Channel channel, String... texts) {
        for (String text : texts) {
            lane.offer(channel, new Publication(NEWS, Json.of(text), Publisher.ANONYMOUS));
        }
        selector.runUpdates();
    }

    /** One that takes nothing but in the end. */
    private static final class FullSocket extends SilentSocket {

        private final List<ByteBuffer> written = new ArrayList<>();
        private Callback underWay = Callback.NOOP;

        FullSocket(JettyLane lane) {
            super(lane, 1);
        }

        @Override
        public boolean flush(ByteBuffer... buffers) {
            return false;
        }

        @Override
        public void write(Callback callback, ByteBuffer... buffers) {
            written.addAll(List.of(buffers));
            underWay = callback;
        }

        void takeWhatIsUnderWay() {
            underWay.succeeded();
        }

        String text() {
            return written.stream()
                    .map(frames -> StandardCharsets.ISO_8859_1.decode(frames.duplicate()))
                    .collect(Collectors.joining());
        }
    }
}
