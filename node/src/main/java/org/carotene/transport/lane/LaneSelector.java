package org.carotene.transport.lane;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/** The selector that is a lane's thread. */
public final class LaneSelector extends ManagedSelector {

    private final JettyLane lane;
    private final Moderation moderation = new Moderation();

    /** Gives the lane its thread once it starts. */
    public LaneSelector(SelectorManager manager, int id, JettyLane lane) {
        super(manager, id);
        this.lane = lane;
    }

    /** The lane whose thread it is. */
    public JettyLane lane() {
        return lane;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lane.bind(this);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        lane.release();
    }

    @Override
    protected int nioSelect(Selector selector, boolean now) throws IOException {
        long from = System.nanoTime();
        long pause = moderation.pauseNanos(from, lane.writes(), lane.deliveries());
        if (pause > 0) {
            LockSupport.parkNanos(this, pause);
            from = System.nanoTime();
            lane.countPause();
        }
        int ready = super.nioSelect(selector, now);
        moderation.looked(from, System.nanoTime());
        return ready;
    }
}
