package org.carotene.admingui.vm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.FeedListener;
import org.carotene.admingui.client.Source;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.Latest;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is asked for while somebody looks at it: the newest answer arrives on the JavaFX thread, those that it has no
 * time for are skipped. JavaFX thread only.
 */
final class Live<T> {
    private final Source source;
    private final Executor fx;
    private final TypeReference<T> type;
    private final Consumer<? super T> taker;
    private final Consumer<AdminException> failure;
    private @Nullable Topic topic;
    private Runnable end = () -> {};
    private int turn;
    private boolean held;

    Live(
            Source source,
            Executor fx,
            TypeReference<T> type,
            Consumer<? super T> taker,
            Consumer<AdminException> failure) {
        this.source = source;
        this.fx = fx;
        this.type = type;
        this.taker = taker;
        this.failure = failure;
    }

    /** From now on this topic, in place of the one before. */
    void ask(Topic next) {
        topic = next;
        if (!held) {
            begin(next);
        }
    }

    /** Nothing more until the next {@code ask}. */
    void stop() {
        topic = null;
        end();
    }

    /** Holds it, or lets it go on: the topic stays. */
    void hold(boolean hold) {
        if (held == hold) {
            return;
        }
        held = hold;
        if (hold) {
            end();
        } else if (topic != null) {
            begin(topic);
        }
    }

    private void begin(Topic asked) {
        end();
        int mine = turn;
        // What is on its way for the topic before must not overwrite this one's.
        Latest<Runnable> latest = new Latest<>(fx, task -> {
            if (turn == mine) {
                task.run();
            }
        });
        end = source.subscribe(asked, type, new FeedListener<T>() {
            @Override
            public void data(T value) {
                latest.offer(() -> taker.accept(value));
            }

            @Override
            public void failed(AdminException reason) {
                latest.offer(() -> failure.accept(reason));
            }
        });
    }

    private void end() {
        turn++;
        end.run();
        end = () -> {};
    }
}
