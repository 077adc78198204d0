package org.carotene.admingui.app;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.carotene.admingui.profile.Folders;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.profile.Profiles;
import org.carotene.admingui.vm.Desk;
import org.jspecify.annotations.Nullable;

/** Puts the parts together, and takes them apart again. */
public final class AdminApplication extends Application {
    /** Ends the program as soon as its window has been drawn: for what measures or prepares its start. */
    private static final String END_WHEN_SHOWN = "--end-when-shown";

    /** Starts as an icon, to be called when it is wanted. */
    private static final String MINIMISED = "--minimised";

    private static final System.Logger LOG = System.getLogger(AdminApplication.class.getName());

    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable MainWindow window;

    @Override
    public void start(Stage stage) {
        Folders folders = Folders.ofThisSystem();
        LogFile.open(folders.log(), "carotene-admin");
        Thread.setDefaultUncaughtExceptionHandler(new LoudFailures(() -> window));
        List<Runnable> unreadable = new ArrayList<>();
        Desk[] made = new Desk[1];
        Profiles profiles = Profiles.loadOrPutAside(folders.profiles(), (file, reason) -> {
            LOG.log(Level.ERROR, "cannot read the saved connections; they are now " + file, reason);
            unreadable.add(() -> made[0].unreadable(file, reason));
        });
        Desk desk = new Desk(
                profiles,
                new Memory(folders.memory()),
                new SystemSecrets(background),
                Platform::runLater,
                background,
                Path.of(System.getProperty("user.home"), ".carotene", "admin.token"));
        made[0] = desk;
        MainWindow opened = new MainWindow(stage, desk, background);
        window = opened;
        stage.setIconified(getParameters().getRaw().contains(MINIMISED));
        opened.show();
        unreadable.forEach(Runnable::run);
        boolean ends = getParameters().getRaw().contains(END_WHEN_SHOWN);
        afterTheFirstFrame(() -> {
            ProcessHandle.current()
                    .info()
                    .startInstant()
                    .ifPresent(began -> LOG.log(
                            Level.INFO,
                            "window shown after {0} ms",
                            Duration.between(began, Instant.now()).toMillis()));
            if (ends) {
                Platform.exit();
            }
        });
    }

    private static void afterTheFirstFrame(Runnable task) {
        new AnimationTimer() {
            private int frames;

            @Override
            public void handle(long now) {
                // It is called before a frame is drawn.
                frames++;
                if (frames == 2) {
                    stop();
                    task.run();
                }
            }
        }.start();
    }

    @Override
    public void stop() {
        MainWindow open = window;
        if (open != null) {
            open.close();
        }
        background.shutdown();
    }
}
