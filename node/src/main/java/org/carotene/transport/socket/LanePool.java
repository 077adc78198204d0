package org.carotene.transport.socket;

import java.util.List;
import org.carotene.transport.lane.JettyLane;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The server's threads beside the lanes.
 *
 * <p>What Jetty wants done at once although a thread is busy with the same connection, such as the answer to a request that
 * cannot be read, it tries to hand to another thread, and makes a new one when none is ready. Both would work on the
 * connection at the same time, and its buffer might be given back twice: other connections would read each other's bytes.
 * So on a lane such a task is left for the lane, which comes to it as soon as it has finished what it is at. Any thread.
 */
public final class LanePool extends QueuedThreadPool {

    private final List<JettyLane> lanes;

    /** @param maxThreads of the lanes and beside them */
    public LanePool(List<JettyLane> lanes, int maxThreads, int minThreads) {
        super(maxThreads, minThreads);
        this.lanes = lanes;
    }

    @Override
    public boolean tryExecute(Runnable task) {
        for (JettyLane lane : lanes) {
            if (lane.isCurrent()) {
                lane.execute(task);
                return true;
            }
        }
        execute(task);
        return true;
    }
}
