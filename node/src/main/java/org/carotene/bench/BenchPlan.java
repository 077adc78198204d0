package org.carotene.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a measurement does.
 *
 * @param template what to say to the servers, and what to expect
 * @param nodes where subscribers connect, in turn
 * @param publishNodes where publishers connect, in turn
 * @param subscribers connections that subscribe, each to one channel, in turn
 * @param notReading those of them in a hundred that do not read after they have subscribed; nothing is expected of them
 * @param publishers connections that publish, in turn
 * @param channels channels in use, published to in turn
 * @param channelPrefix what their names begin with
 * @param rate publications a second, of all publishers together; infinite for as many as the window allows
 * @param window deliveries under way at most; 0 for no limit
 * @param payloadBytes size of what is published, stamp included
 * @param warmUp the same load before counting
 * @param duration how long to publish and count; zero connects, reports the connections and ends
 * @param settle how long to wait between connecting and publishing
 * @param connectRate connections opened a second at most; infinite for as fast as they are taken
 * @param tls how the clients speak TLS; empty for plain
 * @param compression whether the clients ask for compressed messages
 * @param words whether payloads are like text, which compresses as text does, else the same letter over and over
 */
public record BenchPlan(
        Template template,
        List<Target> nodes,
        List<Target> publishNodes,
        int subscribers,
        int notReading,
        int publishers,
        int channels,
        String channelPrefix,
        double rate,
        long window,
        int payloadBytes,
        Duration warmUp,
        Duration duration,
        Duration settle,
        double connectRate,
        Optional<ClientTls> tls,
        boolean compression,
        boolean words) {

    private static final String COMPRESSION =
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    public BenchPlan {
        nodes = List.copyOf(nodes);
        publishNodes = List.copyOf(publishNodes);
        check("subscribers", subscribers, 0, 1_000_000);
        check("not-reading", notReading, 0, 100);
        check("publishers", publishers, 0, 100_000);
        check("channels", channels, 1, 10_000_000);
        check("payload", payloadBytes, Stamp.BYTES, 1_000_000);
        check("window", window, 0, 1_000_000_000);
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: more than 0)");
        }
        if (!(connectRate > 0)) {
            throw new IllegalArgumentException("connect-rate: " + connectRate + " (expected: more than 0)");
        }
        if (subscribers + publishers == 0) {
            throw new IllegalArgumentException("subscribers and publishers: 0 (expected: one of them at least)");
        }
    }

    /** Whether anything is published. */
    boolean publishes() {
        return publishers > 0 && duration.compareTo(Duration.ZERO) > 0;
    }

    /** Of the upgrade request, each a whole line. */
    List<String> headers() {
        return compression
                ? Stream.concat(template.headers().stream(), Stream.of(COMPRESSION))
                        .toList()
                : template.headers();
    }

    String channel(int number) {
        return channelPrefix + number;
    }

    private static void check(String name, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + from + ".." + to + ")");
        }
    }
}
