package org.carotene.admin.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator watches on his feed, asked for anew each time it is due.
 *
 * <p>Due on the timer, put together on the work threads. While the last question is unanswered or the last message has not
 * been taken, a turn is skipped: so a slow client or node gets less, and nothing gathers.
 */
final class FeedTopic {

    private static final long LEAST_MILLIS = 100;
    private static final long MOST_MILLIS = 60_000;
    private static final long USUAL_MILLIS = 500;

    private final Feeds feeds;
    private final FeedSocket socket;
    private final String id;
    private final String name;
    private final long everyMillis;
    private final FeedSource source;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile @Nullable Future<?> due;
    private volatile boolean paused;
    private volatile boolean stopped;
    private long sequence;

    FeedTopic(Feeds feeds, FeedSocket socket, String id, ObjectNode message) {
        this.feeds = feeds;
        this.socket = socket;
        this.id = id;
        this.name = message.path("topic").asText();
        this.everyMillis = message.path("every_ms").asLong(USUAL_MILLIS);
        if (everyMillis < LEAST_MILLIS || everyMillis > MOST_MILLIS) {
            throw AdminException.parameter("every_ms", String.valueOf(everyMillis), LEAST_MILLIS + ".." + MOST_MILLIS);
        }
        this.source = FeedSource.of(feeds, socket.caller(), message);
    }

    void start() {
        Future<?> made = feeds.timer().scheduleAtFixedRate(this::turn, 0, everyMillis, TimeUnit.MILLISECONDS);
        due = made;
        if (stopped) {
            // By its first turn, which may be over already.
            made.cancel(false);
        }
    }

    void pause(boolean pause) {
        paused = pause;
        if (pause) {
            source.stop();
        }
    }

    void stop() {
        stopped = true;
        Future<?> scheduled = due;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        source.stop();
    }

    private void turn() {
        if (paused || stopped || !socket.isIdle() || !underWay.compareAndSet(false, true)) {
            return;
        }
        try {
            feeds.work().execute(this::ask);
        } catch (RejectedExecutionException e) {
            underWay.set(false);
        }
    }

    private void ask() {
        CompletionStage<Optional<ObjectNode>> answer;
        try {
            answer = source.next();
        } catch (RuntimeException e) {
            refuse(e);
            return;
        }
        var unused = answer.thenAccept(this::tell).exceptionally(failure -> {
            refuse(failure);
            return null;
        });
    }

    private void refuse(Throwable failure) {
        AdminException refusal = NodeCalls.refusal(failure);
        socket.refuse(id, refusal);
        if (!refusal.error().refusal().retry()) {
            stop();
            socket.forget(id, this);
        }
        underWay.set(false);
    }

    private void tell(Optional<ObjectNode> data) {
        if (data.isPresent() && !stopped && !paused) {
            ObjectNode message = Trees.object()
                    .put("type", "data")
                    .put("id", id)
                    .put("topic", name)
                    .put("sequence", ++sequence);
            message.set("data", data.get());
            socket.send(message);
        }
        underWay.set(false);
    }
}
