package org.carotene.channel;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * While a channel's last subscriber goes on one lane, the next comes on another: it is there afterwards, and the bus was
 * told last that the channel is wanted.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "there, and wanted")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or not wanted by the other nodes")
@State
public class HubComeAndGo {

    private static final ChannelName NAME = new ChannelName("news");

    private final CountingLane first = new CountingLane(0);
    private final CountingLane second = new CountingLane(1);
    private final LastWordBus bus = new LastWordBus();
    private final Hub hub = new Hub(List.of(first, second), bus, List.of());
    private final Subscription goes = hub.subscribe(NAME, first.nobody());

    @Actor
    public void go() {
        hub.unsubscribe(goes);
    }

    @Actor
    public void come() {
        hub.subscribe(NAME, second.nobody());
    }

    @Arbiter
    public void afterwards(II_Result result) {
        hub.publish(new Publication(NAME, new Json(new byte[] {'1'}), Publisher.ANONYMOUS));
        result.r1 = second.offers() - first.offers();
        result.r2 = bus.wanted() ? 1 : 0;
    }
}
