package org.carotene.admingui.screens;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.awaitility.core.ConditionTimeoutException;
import org.carotene.admingui.app.MainWindow;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.profile.MemorySecrets;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profiles;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.Workspace;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The application's window with a robot before it, for one test; only its keyring and its home are the test's own. */
final class Window implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    final FxRobot robot = new FxRobot();
    final Desk desk;
    final MemorySecrets secrets = new MemorySecrets();
    private final Stage stage;
    private final MainWindow window;
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final List<Throwable> failures = new ArrayList<>();
    private final Thread.UncaughtExceptionHandler before;

    private Window(Path home, double width, double height) {
        Toolkit.start();
        try {
            stage = FxToolkit.registerStage(Stage::new);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no JavaFX in time", e);
        }
        Memory memory = new Memory(home.resolve("window.properties"));
        memory.keep("language", "en");
        memory.keep("look", memory.text("look", "LIGHT"));
        memory.keep("window.width", width);
        memory.keep("window.height", height);
        memory.keep("window.x", 0);
        memory.keep("window.y", 0);
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            synchronized (failures) {
                failures.add(failure);
            }
        });
        Desk[] made = new Desk[1];
        window = on(() -> {
            made[0] =
                    new Desk(profiles(home), memory, secrets, Platform::runLater, background, home.resolve("no-token"));
            MainWindow opened = new MainWindow(stage, made[0], background);
            opened.show();
            return opened;
        });
        desk = made[0];
    }

    static Window open(Path home) {
        return new Window(home, 1280, 720);
    }

    static Window open(Path home, double width, double height) {
        return new Window(home, width, height);
    }

    private static Profiles profiles(Path home) {
        try {
            Files.createDirectories(home);
            return Profiles.load(home.resolve("profiles.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects with a profile whose token is known, and waits for the first figures. */
    Window connect(Profile profile, String token) {
        secrets.write(profile.id(), token);
        run(() -> {
            desk.save(profile);
            desk.connect(profile);
        });
        until("connected", () -> {
            Workspace workspace = desk.workspace().get();
            return workspace != null && workspace.session().live().get().overview() != null;
        });
        return this;
    }

    /** Takes the focus back from another window, without which menus close at once. */
    void focus() {
        run(stage::requestFocus);
        until("the focus", stage::isFocused);
    }

    /** TestFX keeps every event of the stage, with the control that it came to, until it gets a stage anew. */
    void forgetEvents() {
        try {
            FxToolkit.registerStage(() -> stage);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no JavaFX in time", e);
        }
    }

    MainWindow main() {
        return window;
    }

    Scene scene() {
        return stage.getScene();
    }

    Workspace workspace() {
        return on(() -> desk.workspace().get());
    }

    /** Runs on the JavaFX thread, and waits for it. */
    void run(Runnable task) {
        on(() -> {
            task.run();
            return null;
        });
    }

    <T> T on(Callable<T> task) {
        if (Platform.isFxApplicationThread()) {
            try {
                return task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        var done = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Waits until that holds on the JavaFX thread. */
    void until(String what, Callable<Boolean> condition) {
        try {
            await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> on(condition));
        } catch (ConditionTimeoutException e) {
            // Says more than the words do.
            Path picture = Path.of("target", "screens", what.replaceAll("[^A-Za-z0-9]+", "-") + ".png");
            run(() -> Picture.of(scene(), picture));
            throw new AssertionError("not in time: " + what + ", see " + picture, e);
        }
    }

    /** Waits until a text that holds is shown somewhere. */
    void untilShown(Predicate<String> words) {
        until("the text", () -> texts().stream().anyMatch(words));
    }

    void untilShown(String words) {
        until("text " + words, () -> texts().stream().anyMatch(shown -> shown.contains(words)));
    }

    /** Clicks what has that id. */
    void click(String id) {
        until(id + " to click", () -> find(id) != null && !find(id).isDisabled());
        robot.clickOn(find(id));
    }

    /** Replaces the text of a field. */
    void type(String id, String words) {
        click(id);
        run(() -> ((TextInputControl) find(id)).selectAll());
        robot.type(KeyCode.DELETE);
        robot.write(words, 5);
    }

    /** Clicks the cell of a table that shows these words. */
    void clickRow(String table, String words) {
        until(words + " in the table", () -> cell(table, words) != null);
        robot.clickOn(cell(table, words));
    }

    private Node cell(String table, String words) {
        Node view = find(table);
        return view == null
                ? null
                : robot.from(view)
                        .lookup((Node node) ->
                                node instanceof TableCell<?, ?> cell && words.equals(cell.getText()) && visible(node))
                        .tryQuery()
                        .orElse(null);
    }

    /** The visible node with that id, or null; on any thread. */
    Node find(String id) {
        return robot.lookup(node -> id.equals(node.getId()) && visible(node))
                .tryQuery()
                .orElse(null);
    }

    /** All texts that are to be seen; on the JavaFX thread. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        collect(scene().getRoot(), texts);
        return texts;
    }

    private static void collect(Node node, List<String> texts) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            texts.add(labeled.getText());
        } else if (node instanceof TextInputControl input && input.getText() != null) {
            texts.add(input.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, texts));
        }
    }

    private static boolean visible(Node node) {
        for (Node one = node; one != null; one = one.getParent()) {
            if (!one.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** What was thrown on any thread and caught by nobody. */
    List<Throwable> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    @Override
    public void close() {
        run(() -> {
            window.close();
            stage.hide();
        });
        background.shutdown();
        Thread.setDefaultUncaughtExceptionHandler(before);
        if (!failures().isEmpty()) {
            throw new AssertionError("uncaught", failures().get(0));
        }
    }
}
