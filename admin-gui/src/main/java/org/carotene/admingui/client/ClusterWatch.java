package org.carotene.admingui.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.ClusterStore;
import org.carotene.admingui.model.Overview;

/**
 * A cluster that is watched: the link, its overview, and what the nodes beyond it say, put together.
 *
 * <p>From any thread; the listener is called on the link's.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final TypeReference<Overview> OVERVIEW = new TypeReference<>() {};

    private final Link link;
    private final IslandScout scout;
    private final ClusterStore store;
    private Runnable end = () -> {};

    public ClusterWatch(Access access, ScheduledExecutorService executor, Consumer<ClusterState> listener) {
        store = new ClusterStore(System::nanoTime, listener);
        link = new Link(access, executor, store::link);
        scout = new IslandScout(link, access.seeds(), store::elsewhere);
    }

    /** Begins, with new figures as often as that. */
    public void start(Duration every) {
        every(every);
        link.start();
        scout.start();
    }

    /** From now on new figures as often as that. */
    public synchronized void every(Duration every) {
        Runnable before = end;
        end = link.subscribe(Topic.overview(every), OVERVIEW, new FeedListener<>() {
            @Override
            public void data(Overview overview) {
                store.overview(overview);
                scout.heard(overview);
            }

            @Override
            public void failed(AdminException reason) {
                store.refused(reason.sentence());
            }
        });
        before.run();
    }

    public Source source() {
        return link;
    }

    @Override
    public void close() {
        link.close();
    }
}
