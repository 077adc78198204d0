package org.carotene.admingui.screens;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;

/**
 * JavaFX, which a process can start once and not again. TestFX alone would start it anew after a start that took too long,
 * and every later test would fail of that; here they wait for the same start.
 */
public final class Toolkit {
    /** From the first call on; a loaded machine may take long. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final long BEGUN = System.nanoTime();
    private static final CompletableFuture<Stage> START = new CompletableFuture<>();

    static {
        FxToolkit.toolkitContext().setLaunchTimeoutInMillis(LIMIT.toMillis());
        Thread thread = new Thread(
                () -> {
                    try {
                        START.complete(FxToolkit.registerPrimaryStage());
                    } catch (TimeoutException | RuntimeException e) {
                        START.completeExceptionally(e);
                    }
                },
                "toolkit-start");
        thread.setDaemon(true);
        thread.start();
    }

    private Toolkit() {}

    /** Waits until JavaFX runs, starting it in the first call; if it does not in time, says where its threads are. */
    public static void start() {
        try {
            START.get(Math.max(1, LIMIT.toNanos() - (System.nanoTime() - BEGUN)), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while JavaFX starts; " + threads(), e);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("no JavaFX within " + LIMIT + "; " + threads(), e);
        }
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().matches(".*(JavaFX|Quantum|Prism|Glass|Launcher|toolkit).*"))
                .map(Toolkit::stack)
                .collect(Collectors.joining("\n"));
    }

    private static String stack(Map.Entry<Thread, StackTraceElement[]> thread) {
        StringBuilder lines = new StringBuilder(thread.getKey().getName());
        for (StackTraceElement element : thread.getValue()) {
            lines.append("\n    ").append(element);
        }
        return lines.toString();
    }
}
