package org.carotene.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.carotene.metrics.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * The questions to other nodes that wait for an answer; bounded.
 *
 * <p>Any thread, nothing blocks. Answers come on Ignite's threads, the end of a wait on the given executor's.
 */
final class CallTable {

    private record Call(Peer peer, CompletableFuture<byte[]> answer) {}

    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final int limit;
    private final ScheduledExecutorService timer;

    CallTable(int limit, ScheduledExecutorService timer) {
        this.limit = limit;
        this.timer = timer;
    }

    /** Asks the node; whatever keeps it from answering in time fails with {@link PeerUnavailableException}. */
    CompletableFuture<byte[]> ask(Peer peer, int service, byte[] question, Duration patience) {
        if (calls.size() >= limit) {
            return CompletableFuture.failedFuture(
                    new PeerUnavailableException(Sentence.Kind.QUESTIONS_FULL.with("limit", limit)));
        }
        long id = ids.incrementAndGet();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        calls.put(id, new Call(peer, answer));
        // Entered first: should the node go between the two, either the offer fails or the question is found.
        if (!peer.offer(new Frame.Question(id, service, new Bytes(question)))) {
            fail(id, Sentence.Kind.TAKES_NOTHING.with("node", peer.name()));
            return answer;
        }
        Future<?> end = timer.schedule(
                () -> fail(id, Sentence.Kind.NOT_ANSWERED.with("node", peer.name(), "limit_ms", patience.toMillis())),
                patience.toNanos(),
                TimeUnit.NANOSECONDS);
        Future<?> unused = answer.whenComplete((body, error) -> end.cancel(false));
        return answer;
    }

    /** Takes an answer in; one that nobody waits for any more, or that another node gives, is dropped. */
    void answered(Peer peer, Frame.Answer frame) {
        Call call = calls.get(frame.id());
        if (call == null || call.peer() != peer || !calls.remove(frame.id(), call)) {
            return;
        }
        switch (frame.outcome()) {
            case DONE -> call.answer().complete(frame.body().array());
            case FAILED -> fail(call, Sentence.Kind.COULD_NOT_ANSWER.with("node", peer.name(), "reason", frame.body()));
            case UNKNOWN_SERVICE ->
                fail(call, Sentence.Kind.UNKNOWN_SERVICE.with("node", peer.name(), "service", frame.body()));
        }
    }

    /** Ends the wait of all questions to the node, or of all when it is null. */
    void failAll(@Nullable Peer peer, Sentence why) {
        calls.forEach((id, call) -> {
            if (peer == null || call.peer() == peer) {
                fail(id, why);
            }
        });
    }

    int size() {
        return calls.size();
    }

    private void fail(long id, Sentence why) {
        Call call = calls.remove(id);
        if (call != null) {
            fail(call, why);
        }
    }

    private static void fail(Call call, Sentence why) {
        call.answer().completeExceptionally(new PeerUnavailableException(why));
    }
}
