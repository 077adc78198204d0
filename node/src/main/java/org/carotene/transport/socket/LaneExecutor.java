package org.carotene.transport.socket;

import java.util.List;
import org.carotene.transport.lane.JettyLane;
import org.eclipse.jetty.util.thread.TryExecutor;

/**
 * Runs what Jetty wants to run on the lane that asks for it, and what other threads ask for in the pool.
 *
 * <p>That keeps a connection's reads on its selector's thread: Jetty hands each ready connection to its executor, and a
 * pool would cost a waking of threads for each.
 */
public final class LaneExecutor implements TryExecutor {

    private final List<JettyLane> lanes;
    private final LanePool pool;

    public LaneExecutor(List<JettyLane> lanes, LanePool pool) {
        this.lanes = lanes;
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).isCurrent()) {
                lanes.get(i).runHere(task);
                return;
            }
        }
        pool.execute(task);
    }

    /** For what may not wait for a thread, see {@link LanePool}. */
    @Override
    public boolean tryExecute(Runnable task) {
        return pool.tryExecute(task);
    }
}
