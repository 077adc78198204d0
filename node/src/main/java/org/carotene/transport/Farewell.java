package org.carotene.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.session.Disconnect;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneFarewell;

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
        long total = usual(atMost, connections.current()).toNanos();
        long begun = System.nanoTime();
        for (long passed = 0; passed < total && connections.current() > 0; passed = System.nanoTime() - begun) {
            double share = (double) passed / total;
            each.forEach(lane -> lane.tell(share));
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        }
        each.forEach(LaneFarewell::tellAll);
    }

    /** How long telling so many may take, from the first to the last. */
    static Duration usual(Duration atMost, int connections) {
        long nanos = TimeUnit.SECONDS.toNanos(connections) / AT_LEAST_A_SECOND;
        return Duration.ofNanos(Math.min(atMost.toNanos(), nanos));
    }

    private void awaitNone() throws InterruptedException {
        long begun = System.nanoTime();
        while (connections.current() > 0 && System.nanoTime() - begun < LAST_ONES.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
