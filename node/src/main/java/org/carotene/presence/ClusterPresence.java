package org.carotene.presence;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.carotene.channel.ChannelName;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.carotene.presence.answer.Answer;
import org.carotene.presence.answer.CountMemory;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.answer.RowAnswers;
import org.carotene.presence.member.ChannelMembers;
import org.carotene.presence.member.GracePeriod;
import org.carotene.presence.member.LocalMembers;
import org.carotene.presence.member.PresenceMetrics;
import org.carotene.presence.member.PresenceStore;
import org.carotene.presence.member.RowUpkeep;
import org.carotene.presence.member.RowWriter;
import org.carotene.settings.PresenceSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Presence with a projection in the cluster, so that one node answers for all.
 *
 * <p>The truth is {@link LocalMembers}: who is present through this node's sessions. {@link RowWriter} brings it into the
 * cache as rows, {@link RowUpkeep} keeps them right, and an {@link Inquiry} asks the node that holds a channel's rows.
 * Lives as long as the gateway, while stores are attached and detached with their Ignite nodes. Entering and leaving happen
 * on lanes and block nobody; answers come on workers.
 */
public final class ClusterPresence implements Presence {

    /** How long a question waits for the asker's own rows to be in the cache. */
    private static final Duration OWN_ROWS_LIMIT = Duration.ofMillis(100);

    private static final Duration OPEN_AGAIN = Duration.ofSeconds(1);
    private static final Duration UPKEEP = Duration.ofSeconds(1);
    private static final int MOST_QUESTIONS = 10_000;

    /** Up to how many members a channel is counted by their names, where the rows lack some. */
    static final int FEW_NAMES = 200;

    private static final Logger log = LoggerFactory.getLogger(ClusterPresence.class);

    private final PresenceSettings settings;
    private final PresenceMetrics metrics;
    private final ScheduledExecutorService rows;
    private final Executor workers;
    private final LocalMembers members;
    private final GracePeriod grace;
    private final RowWriter writer;
    private final RowUpkeep upkeep;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile @Nullable PresenceStore store;

    /** Which attachment it is; guarded by this. */
    private long attachment;

    /**
     * Presence without a store.
     *
     * @param rows an executor of exactly one thread, which should remove cancelled tasks at once
     * @param workers threads that may be blocked while a node hangs; a bounded number, and a bounded queue
     */
    public ClusterPresence(
            PresenceSettings settings, Metrics metrics, ScheduledExecutorService rows, Executor workers) {
        this(settings, metrics, rows, workers, UPKEEP);
    }

    /** As above, with another beat of the upkeep. */
    ClusterPresence(
            PresenceSettings settings,
            Metrics metrics,
            ScheduledExecutorService rows,
            Executor workers,
            Duration upkeepEvery) {
        this.settings = settings;
        this.rows = rows;
        this.workers = workers;
        this.members = new LocalMembers(new SecureRandom().nextLong(), this::changed);
        this.metrics = new PresenceMetrics(metrics, members::size);
        this.grace = new GracePeriod(settings.gracePeriod(), members, rows, this.metrics.graceCutShort);
        metrics.gauge(
                "carotene_presence_grace_waiting",
                "Users whose connection has gone and who stay present for the grace period; one counts once a channel",
                grace::waiting);
        this.writer = new RowWriter(members, this.metrics, rows, workers);
        this.upkeep = new RowUpkeep(members, this.metrics, rows, workers, upkeepEvery, settings.gracePeriod());
    }

    private void changed() {
        writer.changed();
    }

    /**
     * Opens the store of a cluster, on a worker, and writes all rows to it; tries again each second until that works.
     *
     * @return done when the first try has ended, well or not
     */
    public synchronized CompletionStage<Void> attach(PresenceStore.Opener opener) {
        CompletableFuture<Void> tried = new CompletableFuture<>();
        long mine = ++attachment;
        workers.execute(() -> open(opener, mine, tried));
        return tried;
    }

    private void open(PresenceStore.Opener opener, long mine, CompletableFuture<Void> tried) {
        try {
            PresenceStore opened = opener.open(new RowAnswers(metrics.answers, metrics.rowsRead));
            if (!use(opened, mine)) {
                opened.close();
            }
        } catch (RuntimeException e) {
            openLater(opener, mine, e);
        } finally {
            tried.complete(null);
        }
    }

    private synchronized boolean use(PresenceStore opened, long mine) {
        if (attachment != mine) {
            return false;
        }
        store = opened;
        writer.use(opened);
        upkeep.use(opened);
        return true;
    }

    private synchronized void openLater(PresenceStore.Opener opener, long mine, RuntimeException failure) {
        if (attachment != mine) {
            log.debug("presence not opened, the Ignite node has gone: {}", failure.toString());
            return;
        }
        log.warn("presence cannot be opened in the cluster, tried again until it can: {}", failure.toString());
        CompletableFuture<Void> nobody = new CompletableFuture<>();
        later(OPEN_AGAIN, () -> workers.execute(() -> open(opener, mine, nobody)));
    }

    /** Lets go of the store, whose Ignite node may be stopping; no effect when there is none. */
    public synchronized void detach() {
        attachment++;
        PresenceStore last = store;
        if (last == null) {
            return;
        }
        store = null;
        writer.use(null);
        upkeep.use(null);
        try {
            last.close();
        } catch (RuntimeException e) {
            // Ignite may be gone; then there is nothing to take back.
            log.debug("presence store not closed: {}", e.toString());
        }
    }

    /** Whether questions can be answered for the cluster. */
    public boolean isReady() {
        return store != null;
    }

    /** Nodes have come or gone. */
    public void topologyChanged() {
        if (store != null) {
            upkeep.changed();
        }
    }

    @Override
    public void enter(ChannelName channel, String user) {
        members.enter(channel, user);
    }

    @Override
    public void leave(ChannelName channel, String user) {
        grace.leave(channel, user);
    }

    @Override
    public CompletionStage<List<String>> members(ChannelName channel) {
        int limit = settings.maxListedMembers();
        return answer(current -> users(current, channel, null, limit + 1).thenApply(users -> {
            if (users.size() > limit) {
                throw new TooManyMembersException(users.size(), limit);
            }
            return users;
        }));
    }

    @Override
    public CompletionStage<Long> count(ChannelName channel) {
        return answer(current -> {
            ChannelMembers own = members.channel(channel);
            // In a channel of many members nobody can tell the count from that of a tenth of a second ago.
            return own == null || own.total() > CountMemory.FEW_MEMBERS || own.isWritten()
                    ? counted(current, channel)
                    : countedWith(current, own);
        });
    }

    /** How many there are by the rows alone. */
    private CompletionStage<Long> counted(PresenceStore current, ChannelName channel) {
        return current.nodes().alone()
                ? CompletableFuture.completedFuture((long) members.count(channel))
                : ask(current, channel, nodes -> new Question.Count(channel, nodes), Answer.Count.class)
                        .thenApply(Answer.Count::count);
    }

    /**
     * How many there are when the rows lack something of this node: in a small channel without waiting for them, since who is
     * here can be put to who is elsewhere.
     */
    private CompletionStage<Long> countedWith(PresenceStore current, ChannelMembers own) {
        writer.hurry(own);
        if (own.total() > FEW_NAMES) {
            return countedAfter(written(own), current, own.name());
        }
        return users(current, own.name(), null, FEW_NAMES + 1)
                .thenCompose(users -> users.size() <= FEW_NAMES
                        ? CompletableFuture.completedFuture((long) users.size())
                        : countedAfter(written(own), current, own.name()));
    }

    private CompletionStage<Long> countedAfter(CompletionStage<?> written, PresenceStore current, ChannelName channel) {
        return written.thenComposeAsync(done -> counted(current, channel), workers);
    }

    @Override
    public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit of a page: " + limit + " (expected: 1 or more)");
        }
        return answer(current -> users(current, channel, after, limit)
                .thenApply(users -> users.subList(0, Math.min(limit, users.size()))));
    }

    /** The first users of the cluster behind the given one, at least {@code limit} if there are so many. */
    private CompletionStage<List<String>> users(
            PresenceStore current, ChannelName channel, @Nullable String after, int limit) {
        // Of this node itself the owner is not asked, so its rows need not be there.
        CompletionStage<List<String>> others = current.nodes().alone()
                ? CompletableFuture.completedFuture(List.of())
                : ask(current, channel, nodes -> new Question.Users(channel, nodes, after, limit), Answer.Users.class)
                        .thenApply(Answer.Users::users);
        return others.thenApply(users -> members.users(channel, after, limit, users));
    }

    private <A extends Answer> CompletionStage<A> ask(
            PresenceStore current, ChannelName channel, Function<LiveNodes, Question> question, Class<A> kind) {
        return new Inquiry<>(current, channel, question, kind, metrics, rows, workers).ask(settings.answerTimeout());
    }

    /** Has a worker ask the store, if there is one and not too many ask already. */
    private <T> CompletionStage<T> answer(Function<PresenceStore, CompletionStage<T>> question) {
        metrics.questions.increment();
        PresenceStore current = store;
        if (current == null || questions.incrementAndGet() > MOST_QUESTIONS) {
            if (current != null) {
                questions.decrementAndGet();
            }
            metrics.questionsFailed.increment();
            return CompletableFuture.failedStage(new PresenceUnavailableException(
                    current == null
                            ? Sentence.Kind.DETACHED.with()
                            : Sentence.Kind.PRESENCE_QUESTIONS_FULL.with("limit", MOST_QUESTIONS)));
        }
        CompletionStage<T> answer = CompletableFuture.completedFuture(current).thenComposeAsync(question, workers);
        return Stages.unwrapped(answer.handle((value, failure) -> {
            questions.decrementAndGet();
            if (failure != null) {
                metrics.questionsFailed.increment();
                throw told(Stages.cause(failure));
            }
            return value;
        }));
    }

    /** What the asker is told: that it may ask again, unless it asks for too much. */
    private static RuntimeException told(Throwable failure) {
        if (failure instanceof TooManyMembersException tooMany) {
            return tooMany;
        }
        return failure instanceof PresenceUnavailableException unavailable
                ? unavailable
                : new PresenceUnavailableException(failure);
    }

    /** Done when the cache has what this node knew of the channel, or when that has taken too long. */
    private CompletionStage<Void> written(ChannelMembers own) {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        own.whenWritten().thenRun(() -> goOn.complete(null));
        later(OWN_ROWS_LIMIT, () -> goOn.complete(null));
        return goOn;
    }

    private void later(Duration delay, Runnable task) {
        try {
            Future<?> unused = rows.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("rows thread has ended");
        }
    }
}
