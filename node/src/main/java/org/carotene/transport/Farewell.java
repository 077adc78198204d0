package org.carotene.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.session.Disconnect;

/**
 * Sends the clients of a node that leaves away, spread over a time, so that they do not reach the other nodes all at once.
 *
 * <p>{@link #say} blocks, on the thread that stops the server; the connections are closed on their lanes.
 */
final class Farewell {

    /** So many clients come back to a cluster at once without harm; fewer than it would take the time for nothing. */
    private static final int AT_LEAST_A_SECOND = 1_000;

    private static final Duration STEP = Duration.ofMillis(20);

    /** How long the last ones may take to read what was sent to them. */
    private static final Duration LAST_ONES = Duration.ofSeconds(2);

    private final List<JettyLane> lanes;
    private final ConnectionCount connections;
    private final Duration atMost;

    /** @param atMost how long telling them may take, from the first to the last */
    Farewell(List<JettyLane> lanes, ConnectionCount connections, Duration atMost) {
        this.lanes = lanes;
        this.connections = connections;
        this.atMost = atMost;
    }

    /** Returns when all have gone, or have had their time. */
    void say(Disconnect reason) {
        try {
            List<LaneFarewell> each = new ArrayList<>(lanes.size());
            lanes.forEach(lane -> each.add(new LaneFarewell(lane, reason)));
            spread(each);
            awaitNone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spread(List<LaneFarewell> each) throws InterruptedException {
        long total = Math.min(atMost.toNanos(), TimeUnit.SECONDS.toNanos(connections.current()) / AT_LEAST_A_SECOND);
        long begun = System.nanoTime();
        for (long passed = 0; passed < total && connections.current() > 0; passed = System.nanoTime() - begun) {
            double share = (double) passed / total;
            each.forEach(lane -> lane.tell(share));
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        }
        each.forEach(LaneFarewell::tellAll);
    }

    private void awaitNone() throws InterruptedException {
        long begun = System.nanoTime();
        while (connections.current() > 0 && System.nanoTime() - begun < LAST_ONES.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** The clients of one lane, those first that came first. */
    private static final class LaneFarewell {

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
}
