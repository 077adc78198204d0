package org.carotene.transport;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/** The selector that is a lane's thread. */
final class LaneSelector extends ManagedSelector {

    private final JettyLane lane;

    LaneSelector(SelectorManager manager, int id, JettyLane lane) {
        super(manager, id);
        this.lane = lane;
    }

    JettyLane lane() {
        return lane;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lane.bind(this);
    }
}
