package org.carotene.cluster;

import java.util.concurrent.TimeUnit;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a publication costs on its way to another node, without Ignite: the queue, and its bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OutgoingQueueBench {

    private static final int BATCH = 100;

    private final OutgoingQueue queue = new OutgoingQueue(1 << 20);
    private final FrameCodec codec = new FrameCodec(WireVersion.NEWEST);
    private final Frame frame = new Frame.Publish(
            new Publication(new ChannelName("news"), Json.of("\"" + "x".repeat(98) + "\""), Publisher.ANONYMOUS));

    /** In and out again. */
    @Benchmark
    public Object offerAndPoll() {
        queue.offer(frame);
        return queue.poll();
    }

    /** A message of a hundred publications. */
    @Benchmark
    public Object encodeHundred() {
        codec.clear();
        for (int i = 0; i < BATCH; i++) {
            codec.add(frame);
        }
        return codec.message();
    }
}
