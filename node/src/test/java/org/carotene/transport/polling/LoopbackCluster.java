package org.carotene.transport.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.cluster.Cluster;
import org.carotene.cluster.PeerUnavailableException;
import org.carotene.cluster.Peers;
import org.carotene.cluster.Topology;
import org.carotene.cluster.WireVersion;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;

/** Nodes in one process that ask each other questions; publications stay where they are. Loses what a test wants lost. */
final class LoopbackCluster implements AutoCloseable {

    /** Whether a question gets through, by service and bytes. */
    volatile BiPredicate<Peers.Service, byte[]> questions = (service, bytes) -> true;

    /** Whether an answer gets through. */
    volatile BiPredicate<Peers.Service, byte[]> answers = (service, bytes) -> true;

    // One thread, so that what one node says to another keeps its order.
    private final ExecutorService network = Executors.newSingleThreadExecutor();
    private final Map<String, Seat> present = new ConcurrentSkipListMap<>();

    Seat join(NodeName name) {
        Seat seat = new Seat(name);
        back(seat);
        return seat;
    }

    /** The node dies, or is replaced: nothing gets to it or from it. */
    void leave(Seat seat) {
        present.remove(seat.name.value());
        seat.tell(Topology.DETACHED);
        tellAll();
    }

    void back(Seat seat) {
        present.put(seat.name.value(), seat);
        tellAll();
    }

    @Override
    public void close() {
        network.shutdownNow();
    }

    private void tellAll() {
        for (Seat seat : present.values()) {
            List<Topology.Member> members = new ArrayList<>();
            for (Seat other : present.values()) {
                members.add(new Topology.Member(
                        other.name, other.name.value(), 1, List.of(), "test", Instant.EPOCH, other == seat));
            }
            seat.tell(new Topology(true, 1, members));
        }
    }

    /** The cluster as one node sees it. */
    final class Seat implements Cluster {

        private final NodeName name;
        private final Map<Service, Answerer> answerers = new ConcurrentHashMap<>();
        private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
        private volatile Topology topology = Topology.DETACHED;

        private Seat(NodeName name) {
            this.name = name;
        }

        @Override
        public CompletionStage<byte[]> ask(NodeName node, Service service, byte[] question, Duration limit) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            network.execute(() -> {
                Seat other = present.get(node.value());
                if (other == null || !present.containsKey(name.value()) || !questions.test(service, question)) {
                    fail(answer);
                    return;
                }
                other.answerers.get(service).answer(name, question).whenComplete((bytes, failure) -> {
                    if (failure == null && answers.test(service, bytes) && present.get(node.value()) == other) {
                        answer.complete(bytes);
                    } else {
                        fail(answer);
                    }
                });
            });
            return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).minimalCompletionStage();
        }

        @Override
        public int wireVersion(NodeName node) {
            return WireVersion.NEWEST;
        }

        @Override
        public void serve(Service service, Answerer answerer) {
            answerers.put(service, answerer);
        }

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void onChange(Consumer<Topology> listener) {
            listeners.add(listener);
        }

        @Override
        public Set<NodeName> others() {
            return Set.of();
        }

        @Override
        public Published broadcast(Publication publication) {
            return Published.ACCEPTED;
        }

        @Override
        public void interested(ChannelName channel) {}

        @Override
        public void uninterested(ChannelName channel) {}

        private void tell(Topology next) {
            topology = next;
            listeners.forEach(listener -> listener.accept(next));
        }

        private void fail(CompletableFuture<byte[]> answer) {
            answer.completeExceptionally(new PeerUnavailableException(Sentence.free("lost")));
        }
    }
}
