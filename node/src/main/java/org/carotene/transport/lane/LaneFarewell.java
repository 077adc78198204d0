package org.carotene.transport.lane;

import java.time.Duration;
import java.util.List;
import org.carotene.session.Disconnect;

/** Tells the clients of one lane to go, those first that came first. Any thread; they are told on their lane. */
public final class LaneFarewell {

    /** How long what has been published may take to be delivered before the last ones are told. */
    private static final long LAST_OFFERS_NANOS = Duration.ofSeconds(1).toNanos();

    private final JettyLane lane;
    private final Disconnect reason;

    // On the lane alone.
    private List<LaneOutbound> clients = List.of();
    private int told;

    /** @param reason what they are told */
    public LaneFarewell(JettyLane lane, Disconnect reason) {
        this.lane = lane;
        this.reason = reason;
        lane.execute(() -> clients = lane.connections());
    }

    /** Tells that share of those who were there at the beginning, 0 to 1. */
    public void tell(double share) {
        // Behind the round, so that they get what has been offered to it.
        lane.execute(() -> lane.afterNextRound(() -> {
            while (told < share * clients.size()) {
                clients.get(told++).close(reason);
            }
        }));
    }

    /** Those too that have come meanwhile; once what waits has been delivered, or has had a second for it. */
    public void tellAll() {
        long until = System.nanoTime() + LAST_OFFERS_NANOS;
        lane.execute(() -> tellAllBehindTheRound(until));
    }

    private void tellAllBehindTheRound(long untilNanos) {
        lane.afterNextRound(() -> {
            if (lane.isBehind() && System.nanoTime() - untilNanos < 0) {
                tellAllBehindTheRound(untilNanos);
            } else {
                lane.connections().forEach(client -> client.close(reason));
            }
        });
    }
}
