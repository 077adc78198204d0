package org.carotene.admingui.model;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
        tell(link, state.refusal(), state.overview(), state.heardNanos());
    }

    public synchronized void overview(Overview overview) {
        tell(state.link(), null, overview, nanoTime.getAsLong());
    }

    /** The connected node did not answer the question for figures. */
    public synchronized void refused(Sentence why) {
        tell(state.link(), why, state.overview(), state.heardNanos());
    }

    /** What nodes have said that the connected node does not hear, and why others say nothing. */
    public synchronized void elsewhere(List<Page<NodeSummary>> answers, Map<String, Sentence> silent) {
        tell(new ClusterState(state.link(), state.refusal(), state.overview(), state.heardNanos(), answers, silent));
    }

    private void tell(LinkState link, @Nullable Sentence refusal, @Nullable Overview overview, long heardNanos) {
        tell(new ClusterState(link, refusal, overview, heardNanos, state.elsewhere(), state.silent()));
    }

    private void tell(ClusterState next) {
        state = next;
        listener.accept(next);
    }
}
