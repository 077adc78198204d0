package org.carotene.presence;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.carotene.channel.ChannelName;
import org.carotene.metrics.Sentence;
import org.carotene.presence.answer.Answer;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.member.PresenceMetrics;
import org.carotene.presence.member.PresenceStore;
import org.carotene.presence.row.MalformedBytesException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question on its way to those who hold the channel's rows: first the owner; after 100 ms without an answer, or at
 * once when it cannot answer, the next copy, and so on until the time is up. The first proper answer counts.
 *
 * <p>Works on workers, since calls to the store may block; nobody who holds an unanswered question is asked again.
 */
final class Inquiry<A extends Answer> {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final long SHORT_REST_MILLIS = 5;
    private static final long LONG_REST_MILLIS = 50;

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private final PresenceStore store;
    private final ChannelName channel;
    private final Function<LiveNodes, Question> question;
    private final Class<A> kind;
    private final PresenceMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final CompletableFuture<A> result = new CompletableFuture<>();
    private final Set<UUID> asked = new HashSet<>();
    private @Nullable UUID last;
    private int tries;

    Inquiry(
            PresenceStore store,
            ChannelName channel,
            Function<LiveNodes, Question> question,
            Class<A> kind,
            PresenceMetrics metrics,
            ScheduledExecutorService timer,
            Executor workers) {
        this.store = store;
        this.channel = channel;
        this.question = question;
        this.kind = kind;
        this.metrics = metrics;
        this.timer = timer;
        this.workers = workers;
    }

    /** Asks, on the calling thread to begin with; fails with {@link PresenceUnavailableException} when the time is up. */
    CompletionStage<A> ask(Duration limit) {
        Future<?> end = after(limit.toMillis(), () -> hand(() -> fail(Sentence.Kind.PRESENCE_SILENT.with())));
        next();
        return result.whenComplete((answer, failure) -> end.cancel(false));
    }

    private void next() {
        if (result.isDone()) {
            return;
        }
        AtomicBoolean moved = new AtomicBoolean();
        UUID holder = choose();
        if (holder == null) {
            move(moved, LONG_REST_MILLIS);
            return;
        }
        Future<?> patience = after(PATIENCE.toMillis(), () -> move(moved, 0));
        try {
            store.ask(holder, question.apply(store.nodes())).whenComplete((bytes, failure) -> {
                // Else it would wake the timer for nothing, once a question.
                patience.cancel(false);
                hand(() -> answered(holder, bytes, failure, moved));
            });
        } catch (RuntimeException e) {
            answered(holder, null, e, moved);
        }
    }

    /** The copy after the last one that was asked, if it does not owe an answer. */
    private synchronized @Nullable UUID choose() {
        List<UUID> holders = holders();
        int from = last == null ? 0 : holders.indexOf(last) + 1;
        for (int i = 0; i < holders.size(); i++) {
            UUID holder = holders.get((from + i) % holders.size());
            if (asked.add(holder)) {
                last = holder;
                return holder;
            }
        }
        return null;
    }

    private List<UUID> holders() {
        try {
            return store.holders(store.partition(channel));
        } catch (RuntimeException e) {
            log.debug(
                    "nobody known who holds the channel, perhaps since the Ignite node is stopping: {}", e.toString());
            return List.of();
        }
    }

    private void answered(UUID holder, byte @Nullable [] bytes, @Nullable Throwable failure, AtomicBoolean moved) {
        synchronized (this) {
            asked.remove(holder);
            tries++;
        }
        if (bytes != null) {
            try {
                Answer answer = Answer.read(bytes);
                if (kind.isInstance(answer)) {
                    result.complete(kind.cast(answer));
                    return;
                }
            } catch (MalformedBytesException e) {
                log.warn("answer about presence not understood: node={} {}", holder, e.getMessage());
            }
        } else {
            log.debug("no answer about presence: node={} {}", holder, String.valueOf(failure));
        }
        move(moved, tries < 4 ? SHORT_REST_MILLIS : LONG_REST_MILLIS);
    }

    private void move(AtomicBoolean moved, long restMillis) {
        if (!result.isDone() && moved.compareAndSet(false, true)) {
            metrics.questionsRepeated.increment();
            Future<?> unused = after(restMillis, () -> hand(this::next));
        }
    }

    private void hand(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            fail(Sentence.Kind.TOO_MUCH_TO_DO.with());
        }
    }

    private Future<?> after(long millis, Runnable task) {
        try {
            return timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            fail(Sentence.Kind.STOPPING.with());
            return CompletableFuture.completedFuture(null);
        }
    }

    private void fail(Sentence why) {
        result.completeExceptionally(new PresenceUnavailableException(why));
    }
}
