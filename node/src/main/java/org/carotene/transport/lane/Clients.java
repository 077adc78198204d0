package org.carotene.transport.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All open connections of the node, for the operator.
 *
 * <p>Any thread; nothing blocks. Each lane shows its own connections on its own thread, some hundreds at a time with
 * rounds in between, so that 100,000 of them keep no publication waiting. A lane that has stopped never finishes: whoever
 * asks sets a limit.
 */
public final class Clients {

    /** A slice takes less time than a round of a busy lane. */
    private static final int SLICE = 256;

    private final List<JettyLane> lanes;

    public Clients(List<JettyLane> lanes) {
        this.lanes = lanes;
    }

    /**
     * Shows every connection to the visitor of its lane; one that is opened meanwhile may be missed, and one may be shown
     * twice when others close.
     *
     * @param visitors makes one for each lane, whose calls all come from that lane
     * @return the visitors, when all have seen all
     */
    public <V extends Consumer<Client>> CompletionStage<List<V>> show(Supplier<V> visitors) {
        CompletableFuture<List<V>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (JettyLane lane : lanes) {
            V visitor = visitors.get();
            CompletableFuture<V> seen = new CompletableFuture<>();
            lane.execute(() -> show(lane, lane.connectionCount(), visitor, () -> seen.complete(visitor), seen));
            all = all.thenCombine(seen, Clients::with);
        }
        return all;
    }

    /** Shows the connection of that number, and completes with whether it was there. */
    public CompletionStage<Boolean> showOne(long number, Consumer<Client> visitor) {
        int lane = (int) (number % JettyLane.MAX_LANES);
        if (number < 0 || lane >= lanes.size()) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        lanes.get(lane).execute(() -> {
            Client client = find(lanes.get(lane), each -> each.number() == number);
            if (client != null) {
                visitor.accept(client);
            }
            there.complete(client != null);
        });
        return there;
    }

    // From the last place down: a connection that goes has the last one moved into its place, so nobody is left out.
    private static void show(
            JettyLane lane, int from, Consumer<Client> visitor, Runnable done, CompletableFuture<?> failed) {
        try {
            int place = Math.min(from, lane.connectionCount());
            for (int left = SLICE; left > 0 && place > 0; left--) {
                Client client = lane.connectionAt(--place);
                if (client != null) {
                    visitor.accept(client);
                }
            }
            if (place == 0) {
                done.run();
            } else {
                int next = place;
                lane.execute(() -> show(lane, next, visitor, done, failed));
            }
        } catch (RuntimeException e) {
            failed.completeExceptionally(e);
        }
    }

    private static @Nullable Client find(JettyLane lane, Predicate<Client> wanted) {
        for (int place = lane.connectionCount() - 1; place >= 0; place--) {
            Client client = lane.connectionAt(place);
            if (client != null && wanted.test(client)) {
                return client;
            }
        }
        return null;
    }

    private static <V> List<V> with(List<V> some, V one) {
        some.add(one);
        return some;
    }
}
