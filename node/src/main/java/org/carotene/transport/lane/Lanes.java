package org.carotene.transport.lane;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.carotene.channel.Lane;
import org.carotene.metrics.Metrics;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;

/** The lanes of one node: made first, since hub and sessions need them, given their threads when the server starts. */
public final class Lanes {

    private final List<JettyLane> lanes;
    private final long maxOfferBytes;

    public Lanes(HttpSettings http, LimitSettings limits, Metrics metrics) {
        maxOfferBytes = limits.laneOfferBytes();
        int count = http.lanes() > 0 ? http.lanes() : defaultCount();
        lanes = IntStream.range(0, count)
                .mapToObj(index -> new JettyLane(index, limits.laneOfferBytes()))
                .toList();
        metrics.counter("carotene_deliveries", "Publications given to connections", sum(JettyLane::deliveries));
        metrics.counter(
                "carotene_lane_rounds", "Rounds of all lanes that had something to deliver", sum(JettyLane::rounds));
        metrics.gauge(
                "carotene_lane_offered_bytes",
                "Publications that wait for a round, in bytes",
                sum(JettyLane::offeredBytes));
        metrics.counter(
                "carotene_messages_received", "Messages from clients, by either way", sum(JettyLane::receivedMessages));
        metrics.gauge(
                "carotene_backlog_bytes",
                "What connections have not taken yet, all together, as of the last second",
                sum(JettyLane::backlogBytes));
    }

    /** How many there are when the settings do not say. */
    public static int defaultCount() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** As hub and sessions know them. */
    public List<? extends Lane> all() {
        return lanes;
    }

    /** How each lane does at present; any thread. */
    public List<LaneFigures> figures() {
        return lanes.stream()
                .map(lane -> new LaneFigures(
                        lane.index(), lane.connectionCount(), lane.offeredBytes(), maxOfferBytes, lane.deliveries()))
                .toList();
    }

    /** The same as what the server gives threads and connections. */
    public List<JettyLane> jetty() {
        return lanes;
    }

    private DoubleSupplier sum(ToDoubleFunction<JettyLane> figure) {
        return () -> lanes.stream().mapToDouble(figure).sum();
    }
}
