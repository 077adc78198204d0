package org.carotene.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.Hub;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.testing.LineProtocol;
import org.carotene.testing.LonelyCluster;
import org.carotene.transport.lane.BoundLane;
import org.carotene.transport.lane.JettyLane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a polling id lives, at ticks of the test's own. */
class PollOutboundTest {

    @RegisterExtension
    final BoundLane bound = new BoundLane();

    private final JettyLane lane = bound.lane;
    private final List<String> ended = new ArrayList<>();

    @Test
    void tick_idThatWasNeverUsed_endsLongBeforeOneThatWas() {
        PollOutbound unused = open("unused");
        PollOutbound used = open("used");
        used.receive("x".getBytes(StandardCharsets.UTF_8));

        tickIn(Duration.ofSeconds(9), unused, used);
        assertThat(ended).isEmpty();

        tickIn(Duration.ofSeconds(11), unused, used);
        assertThat(ended).containsExactly("unused");

        tickIn(LimitSettings.DEFAULTS.pollIdLifetime().plusSeconds(1), used);
        assertThat(ended).containsExactly("unused", "used");
    }

    private void tickIn(Duration time, PollOutbound... outbounds) {
        for (PollOutbound outbound : outbounds) {
            outbound.tick(System.nanoTime() + time.toNanos());
        }
        bound.selector.runUpdates();
    }

    private PollOutbound open(String name) {
        LineProtocol protocol =
                new LineProtocol(new Hub(List.of(lane), new LonelyCluster(new NodeName("n@host")), List.of()));
        PollLimits limits = PollLimits.of(LimitSettings.DEFAULTS, new LongAdder(), new LongAdder());
        PollOutbound outbound = new PollOutbound(
                lane,
                protocol.format(),
                limits,
                InetSocketAddress.createUnresolved("client", 1),
                () -> ended.add(name));
        outbound.open(protocol);
        return outbound;
    }
}
