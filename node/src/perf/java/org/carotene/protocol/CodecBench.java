package org.carotene.protocol;

import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a message costs on its way in, and once on its way out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBench {

    /** Bytes of the payload, a JSON string. */
    @Param({"100", "1000", "10000"})
    public int payload;

    private final JsonScanner scanner = new JsonScanner();
    private byte[] message = {};
    private Publication publication = new Publication(new ChannelName("news"), Json.of("1"), Publisher.ANONYMOUS);

    @Setup
    public void makeMessage() {
        String text = "\"" + "x".repeat(payload - 2) + "\"";
        message = ("{\"publish\":" + text + ",\"channel\":\"news\"}").getBytes(StandardCharsets.UTF_8);
        publication = new Publication(new ChannelName("news"), Json.of(text), Publisher.ANONYMOUS);
    }

    /** Checks a message of a client and finds its members. */
    @Benchmark
    public Object scan() {
        return scanner.scan(message, 0, message.length);
    }

    /** Lays the frame that all subscribers get. */
    @Benchmark
    public Object encode() {
        return V1Protocol.FORMAT.encode(publication);
    }
}
