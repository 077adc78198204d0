package org.carotene.admingui.app;

import static org.carotene.admingui.fx.Texts.text;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** What nobody has caught is logged and shown: nothing ends in a console that nobody sees. On any thread. */
public final class LoudFailures implements Thread.UncaughtExceptionHandler {
    private static final System.Logger LOG = System.getLogger(LoudFailures.class.getName());

    private final Supplier<@Nullable MainWindow> window;

    /** {@code window} gives null while there is none. */
    public LoudFailures(Supplier<@Nullable MainWindow> window) {
        this.window = window;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        LOG.log(Level.ERROR, "in thread " + thread.getName(), failure);
        MainWindow open = window.get();
        if (open != null) {
            Platform.runLater(() -> open.tell(text("failure.title"), text("failure.detail", String.valueOf(failure))));
        }
    }
}
