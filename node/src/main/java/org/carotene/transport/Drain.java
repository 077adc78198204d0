package org.carotene.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carotene.session.Disconnect;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneFarewell;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Empties a node of clients while it goes on running: it takes no new ones and tells those that are there to go, a few at
 * a time. It can be called off as long as it lasts.
 *
 * <p>Any thread; nothing blocks. The steps run on the server's scheduler.
 */
public final class Drain {

    private static final long STEP_MILLIS = 20;

    /** Who is still there when the time is over is told again that often. */
    private static final long AGAIN_MILLIS = 1_000;

    /**
     * A drain that has begun.
     *
     * @param until when the last client will have been told
     * @param done whether nobody is left
     */
    public record State(Instant since, Instant until, boolean done, int connectionsLeft) {}

    private final List<JettyLane> lanes;
    private final ConnectionCount connections;
    private final Scheduler scheduler;
    private final Duration usual;

    private @Nullable Run current;

    Drain(List<JettyLane> lanes, ConnectionCount connections, Scheduler scheduler, Duration usual) {
        this.lanes = lanes;
        this.connections = connections;
        this.scheduler = scheduler;
        this.usual = usual;
    }

    /**
     * Begins, unless it has begun.
     *
     * @param over how long telling them may take; empty: as when the node stops
     * @param done called once nobody is left, if it was not called off before
     * @return whether it has begun now
     */
    public synchronized boolean begin(Optional<Duration> over, Runnable done) {
        if (current != null) {
            return false;
        }
        connections.refuseNew(true);
        Duration time = over.orElseGet(() -> Farewell.usual(usual, connections.current()));
        Run run = new Run(time, done);
        current = run;
        run.step();
        return true;
    }

    /** Calls it off; false if none is under way. Those who have gone do not come back by themselves. */
    public synchronized boolean cancel() {
        if (current == null) {
            return false;
        }
        current = null;
        connections.refuseNew(false);
        return true;
    }

    /** The drain that has begun and was not called off. */
    public synchronized Optional<State> state() {
        return Optional.ofNullable(current).map(Run::state);
    }

    private synchronized boolean isCurrent(Run run) {
        return current == run;
    }

    private final class Run {

        private final Instant since = Instant.now();
        private final long begun = System.nanoTime();
        private final Duration over;
        private final Runnable whenDone;
        private final List<LaneFarewell> each;
        private boolean done;

        Run(Duration over, Runnable whenDone) {
            this.over = over;
            this.whenDone = whenDone;
            this.each = lanes.stream()
                    .map(lane -> new LaneFarewell(lane, Disconnect.RESTART))
                    .toList();
        }

        State state() {
            return new State(since, since.plus(over), done, connections.current());
        }

        void step() {
            if (!isCurrent(this)) {
                return;
            }
            if (connections.current() == 0) {
                done = true;
                whenDone.run();
                return;
            }
            long passed = System.nanoTime() - begun;
            boolean last = passed >= over.toNanos();
            if (last) {
                each.forEach(LaneFarewell::tellAll);
            } else {
                each.forEach(lane -> lane.tell((double) passed / over.toNanos()));
            }
            scheduler.schedule(this::step, last ? AGAIN_MILLIS : STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
