package org.carotene.transport.lane;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.carotene.channel.Lane;
import org.carotene.metrics.Metrics;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;
import org.carotene.transport.ring.Rings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of one node: made first, since hub and sessions need them, given their threads when the server starts. */
public final class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final List<JettyLane> lanes;
    private final long maxOfferBytes;
    private final boolean mayUseRings;

    public Lanes(HttpSettings http, LimitSettings limits, Metrics metrics) {
        maxOfferBytes = limits.laneOfferBytes();
        mayUseRings = http.ioUring();
        int count = http.lanes() > 0 ? http.lanes() : defaultCount();
        lanes = IntStream.range(0, count)
                .mapToObj(index -> new JettyLane(index, limits.laneOfferBytes()))
                .toList();
        metrics.counter("carotene_deliveries", "Publications given to connections", sum(JettyLane::deliveries));
        metrics.counter(
                "carotene_lane_rounds", "Rounds of all lanes that had something to deliver", sum(JettyLane::rounds));
        metrics.counter(
                "carotene_lane_pauses",
                "Pauses of lanes without rest, of a millisecond at most, for more to come together",
                sum(JettyLane::pauses));
        metrics.counter(
                "carotene_sends_batched",
                "Writes to connections that the kernel was handed by a lane's io_uring",
                sum(JettyLane::batchedSends));
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

    /**
     * Has the lanes hand their writes to the kernel many at a time, if that may be, and if it can be here. Returns at once; until it
     * is known, and where it cannot be, each write is a call of its own. Once, when they have their threads.
     */
    public void useRings() {
        if (mayUseRings) {
            Thread trying = new Thread(this::tryRings, "carotene-ring");
            trying.setDaemon(true);
            trying.start();
        }
    }

    private void tryRings() {
        Optional<String> obstacle = Rings.obstacle();
        if (obstacle.isPresent()) {
            log.info("Each write is a call of its own, without io_uring: {}", obstacle.get());
        } else {
            // One that gets none says so itself.
            lanes.forEach(lane -> lane.execute(lane.sends()::open));
        }
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
