package org.carotene.transport.lane;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/** The selector that is a lane's thread. */
public final class LaneSelector extends ManagedSelector {

    /** Windows wakes a thread by its clock, some 15 ms later. */
    private static final boolean SHORT_PAUSES =
            !System.getProperty("os.name", "").startsWith("Windows");

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
        submit(ignored -> lane.release());
        super.doStop();
    }

    @Override
    protected int nioSelect(Selector selector, boolean now) throws IOException {
        long pause = moderation.pauseNanos(lane.roundFigures());
        if (pause > 0 && SHORT_PAUSES) {
            LockSupport.parkNanos(this, pause);
            lane.countPause();
        }
        long from = System.nanoTime();
        int ready = super.nioSelect(selector, now);
        moderation.looked(from, System.nanoTime());
        return ready;
    }
}
