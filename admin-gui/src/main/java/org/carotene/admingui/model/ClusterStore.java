package org.carotene.admingui.model;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Puts together what comes from the network, and tells the whole of it each time. From any thread. */
public final class ClusterStore {
    private final LongSupplier nanoTime;
    private final Consumer<ClusterState> listener;
    private ClusterState state = ClusterState.NOTHING;

    public ClusterStore(LongSupplier nanoTime, Consumer<ClusterState> listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    public synchronized void link(LinkState link) {
        tell(new ClusterState(link, state.refusal(), state.overview(), state.heardNanos(), state.elsewhere()));
    }

    public synchronized void overview(Overview overview) {
        tell(new ClusterState(state.link(), null, overview, nanoTime.getAsLong(), state.elsewhere()));
    }

    /** The connected node did not answer the question for figures. */
    public synchronized void refused(String why) {
        tell(new ClusterState(state.link(), why, state.overview(), state.heardNanos(), state.elsewhere()));
    }

    public synchronized void elsewhere(List<Page<NodeSummary>> answers) {
        tell(new ClusterState(state.link(), state.refusal(), state.overview(), state.heardNanos(), answers));
    }

    private void tell(ClusterState next) {
        state = next;
        listener.accept(next);
    }
}
