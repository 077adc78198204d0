package org.carotene.transport;

import java.util.List;
import org.carotene.session.Disconnect;

/** Tells the clients of one lane to go, those first that came first. Any thread; they are told on their lane. */
final class LaneFarewell {

    private final JettyLane lane;
    private final Disconnect reason;

    // On the lane alone.
    private List<LaneOutbound> clients = List.of();
    private int told;

    LaneFarewell(JettyLane lane, Disconnect reason) {
        this.lane = lane;
        this.reason = reason;
        lane.execute(() -> clients = lane.connections());
    }

    /** Tells that share of those who were there at the beginning, 0 to 1. */
    void tell(double share) {
        lane.execute(() -> {
            while (told < share * clients.size()) {
                clients.get(told++).close(reason);
            }
        });
    }

    /** Those too that have come meanwhile. */
    void tellAll() {
        lane.execute(() -> lane.connections().forEach(client -> client.close(reason)));
    }
}
