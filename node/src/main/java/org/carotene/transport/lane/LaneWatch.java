package org.carotene.transport.lane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carotene.channel.Hub;
import org.carotene.channel.PublicationFormat;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a canary through the hub and every lane each second, the way that publications take, and says when one does not come
 * back.
 *
 * <p>{@link #beat} is called on one thread, about once a second; {@link #obstacle} on any. A lane counts as stuck after ten
 * beats without a canary, so that a halt of the whole process blames nobody; one that works through what waits before its
 * canary is not stuck, however long that takes.
 */
public final class LaneWatch {

    static final int STUCK_BEATS = 10;

    private static final long SHORTEST_BEAT_NANOS = Duration.ofMillis(500).toNanos();

    /** Without a beat for that long the thread that should call it does nothing, and much else is not done either. */
    private static final long LONGEST_REST_NANOS = Duration.ofSeconds(15).toNanos();

    private static final Logger log = LoggerFactory.getLogger(LaneWatch.class);

    private final Hub hub;
    private final List<LaneCanary> canaries;
    private volatile List<Integer> stuck = List.of();
    private volatile long beatNanos = System.nanoTime();

    /** @param format any that the node's clients speak */
    public LaneWatch(Lanes lanes, Hub hub, PublicationFormat format, Metrics metrics) {
        this.hub = hub;
        this.canaries =
                lanes.jetty().stream().map(lane -> new LaneCanary(lane, format)).toList();
        metrics.gauge(
                "carotene_lanes_stuck", "Lanes through which the node's own canary does not get", () -> stuck.size());
    }

    /** Before the first beat. */
    public void start() {
        for (LaneCanary canary : canaries) {
            canary.lane().execute(() -> hub.subscribeToCanaries(canary));
        }
    }

    /** Looks what has become of the last canary, and sends the next one. */
    public void beat(long nowNanos) {
        // After a halt of the process the beats that were missed come at once.
        if (nowNanos - beatNanos < SHORTEST_BEAT_NANOS) {
            return;
        }
        beatNanos = nowNanos;
        canaries.forEach(LaneCanary::beat);
        List<Integer> now = canaries.stream()
                .filter(canary -> canary.missed() >= STUCK_BEATS)
                .map(canary -> canary.lane().index())
                .toList();
        if (!now.equals(stuck)) {
            stuck = now;
            tell(now);
        }
        hub.canary();
    }

    /** What is wrong inside the node, or empty. */
    public Optional<Sentence> obstacle() {
        if (System.nanoTime() - beatNanos > LONGEST_REST_NANOS) {
            return Optional.of(Sentence.Kind.NO_BEAT.with());
        }
        List<Integer> now = stuck;
        return now.isEmpty() ? Optional.empty() : Optional.of(Sentence.Kind.LANES_STUCK.with("lanes", now));
    }

    private static void tell(List<Integer> stuck) {
        if (stuck.isEmpty()) {
            log.info("All lanes deliver again");
        } else {
            log.error(
                    "Lanes {} have delivered nothing for {} s, not even the node's own canary; something blocks their threads",
                    stuck,
                    STUCK_BEATS);
        }
    }
}
