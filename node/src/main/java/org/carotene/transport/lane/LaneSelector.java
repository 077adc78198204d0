package org.carotene.transport.lane;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/** The selector that is a lane's thread. */
public final class LaneSelector extends ManagedSelector {

    private final JettyLane lane;

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
}
