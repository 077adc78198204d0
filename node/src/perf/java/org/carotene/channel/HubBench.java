package org.carotene.channel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What publishing and subscribing cost in the hub, however many channels and subscribers there are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HubBench {

    private static final int SUBSCRIBERS_EACH = 10;

    @Param({"1", "100", "100000"})
    public int channels;

    private final CountingLane lane = new CountingLane(0);
    private final Hub hub = new Hub(List.of(lane), new LastWordBus(), List.of());
    private ChannelName[] names = {};
    private int next;

    @Setup
    public void subscribeAll() {
        names = new ChannelName[channels];
        for (int i = 0; i < channels; i++) {
            names[i] = new ChannelName("channel" + i);
            for (int j = 0; j < SUBSCRIBERS_EACH; j++) {
                hub.subscribe(names[i], lane.nobody());
            }
        }
    }

    /** From the session to the offer at the lane; the name is another object each time, as it is when decoded. */
    @Benchmark
    public Object publish() {
        ChannelName name = new ChannelName(nextName().value());
        return hub.publish(new Publication(name, Json.of("1"), Publisher.ANONYMOUS));
    }

    /** A subscriber comes to a channel and goes again. */
    @Benchmark
    public Object comeAndGo() {
        Subscription subscription = hub.subscribe(nextName(), lane.nobody());
        hub.unsubscribe(subscription);
        return subscription;
    }

    private ChannelName nextName() {
        next = next + 1 == channels ? 0 : next + 1;
        return names[next];
    }
}
