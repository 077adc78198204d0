package org.carotene.admingui.fx;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values to a thread that may be slower than their source: only the latest one is taken, and at most one task waits.
 *
 * <p>{@link #offer} from any thread; the taker runs on the executor, which is {@code Platform::runLater} in the
 * application.
 */
public final class Latest<T> {
    private final Executor executor;
    private final Consumer<? super T> taker;
    private final AtomicReference<@Nullable T> next = new AtomicReference<>();

    public Latest(Executor executor, Consumer<? super T> taker) {
        this.executor = executor;
        this.taker = taker;
    }

    /** Replaces the value that waits, if one does. */
    public void offer(T value) {
        if (next.getAndSet(Objects.requireNonNull(value)) == null) {
            executor.execute(this::take);
        }
    }

    private void take() {
        T value = next.getAndSet(null);
        if (value != null) {
            taker.accept(value);
        }
    }
}
