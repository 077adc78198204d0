package org.carotene.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private final QuietLane first = new QuietLane(0);
    private final QuietLane second = new QuietLane(1);
    private final LastWord bus = new LastWord();
    private final Hub hub = new Hub(List.of(first, second), bus, List.of());
    private final Subscription goes = hub.subscribe(NAME, new Nobody(first));

    @Actor
    public void go() {
        hub.unsubscribe(goes);
    }

    @Actor
    public void come() {
        hub.subscribe(NAME, new Nobody(second));
    }

    @Arbiter
    public void afterwards(II_Result result) {
        hub.publish(new Publication(NAME, new Json(new byte[] {'1'}), Publisher.ANONYMOUS));
        result.r1 = second.offers - first.offers;
        result.r2 = bus.wanted;
    }

    private record Nobody(Lane lane) implements Subscriber {

        @Override
        public PublicationFormat format() {
            throw new UnsupportedOperationException("nothing is delivered here");
        }

        @Override
        public @Nullable String user() {
            return null;
        }
    }

    private static final class LastWord implements ClusterBus {

        private volatile int wanted;

        @Override
        public Published broadcast(Publication publication) {
            return Published.ACCEPTED;
        }

        @Override
        public void interested(ChannelName channel) {
            wanted = 1;
        }

        @Override
        public void uninterested(ChannelName channel) {
            wanted = 0;
        }
    }

    private static final class QuietLane implements Lane {

        private final int index;
        private int offers;

        QuietLane(int index) {
            this.index = index;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void offer(Channel channel, Publication publication) {
            offers++;
        }

        @Override
        public void execute(Runnable task) {}

        @Override
        public void whenRoom(Runnable task) {}
    }
}
