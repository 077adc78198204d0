package org.carotene.transport.lane;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.LaneSubscriptions;
import org.carotene.channel.LastWordBus;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Publisher;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.V1Protocol;
import org.carotene.session.Disconnect;
import org.carotene.transport.ring.SendBatch;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a round costs for each connection, without its system call: the rest of a delivery is the kernel's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoundBench {

    private static final int CONNECTIONS = 1000;

    /** Publications that a round holds for the channel. */
    @Param({"1", "100"})
    public int publications;

    private final JettyLane lane = new JettyLane(0, 1 << 20);
    private final Round round = new Round(new SendBatch());
    private final List<Taking> connections = new ArrayList<>();
    private final List<Publication> batch = new ArrayList<>();
    private LaneSubscriptions subscriptions = new LaneSubscriptions();

    @Setup
    public void subscribeAll() {
        ChannelName name = new ChannelName("news");
        Hub hub = new Hub(List.of(lane), new LastWordBus(), List.of());
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(new Taking(lane));
            LaneSubscriptions there =
                    hub.subscribe(name, connections.get(i)).channel().on(0);
            subscriptions = there == null ? subscriptions : there;
        }
        for (int i = 0; i < publications; i++) {
            batch.add(new Publication(name, Json.of("\"" + "x".repeat(98) + "\""), Publisher.ANONYMOUS));
        }
    }

    /** Gathers, lays and hands out; the time of one connection. */
    @Benchmark
    @OperationsPerInvocation(CONNECTIONS)
    public long deliver() {
        for (int i = 0; i < batch.size(); i++) {
            round.add(subscriptions, batch.get(i));
        }
        round.deliver();
        return connections.get(0).bytes;
    }

    private static final class Taking extends LaneOutbound {

        private long bytes;

        Taking(JettyLane lane) {
            super(lane);
        }

        @Override
        protected void take(Round round, int first) {
            for (int link = first; link >= 0; link = round.nextAfterFrames()) {
                for (ByteBuffer frames : round.framesFrom(link, format())) {
                    bytes += frames.remaining();
                }
            }
        }

        @Override
        protected void tick(long nowNanos) {}

        @Override
        public PublicationFormat format() {
            return V1Protocol.FORMAT;
        }

        @Override
        protected @Nullable Conversation conversation() {
            return null;
        }

        @Override
        public @Nullable String address() {
            return null;
        }

        @Override
        public boolean isPolling() {
            return false;
        }

        @Override
        public long queuedBytes() {
            return 0;
        }

        @Override
        public long silentMillis() {
            return 0;
        }

        @Override
        public void send(byte[] text) {}

        @Override
        public long maxTextBytes() {
            return 0;
        }

        @Override
        public void close(Disconnect reason) {}

        @Override
        public void resume() {}
    }
}
