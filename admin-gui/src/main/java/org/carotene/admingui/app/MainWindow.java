package org.carotene.admingui.app;

import static org.carotene.admingui.fx.Texts.text;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.carotene.admingui.fx.Texts;
import org.carotene.admingui.fx.Themes;
import org.carotene.admingui.profile.DesktopTheme;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.shell.ShellView;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Preferences.Look;

/** The one window: its place, its look and its language, which builds its content anew. JavaFX thread only. */
public final class MainWindow {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private static final List<Integer> ICONS = List.of(16, 32, 48, 256);

    private final Stage stage;
    private final Desk desk;
    private final Executor background;
    private final Scene scene;
    private ShellView shell;
    private boolean desktopDark;

    public MainWindow(Stage stage, Desk desk, Executor background) {
        this.stage = stage;
        this.desk = desk;
        this.background = background;
        Texts.use(desk.preferences().locale());
        shell = content();
        scene = new Scene(shell, WIDTH, HEIGHT);
        Themes.dress(scene);
        dress();
        desk.preferences().look().addListener(observable -> {
            dress();
            askDesktop();
        });
        desk.preferences().language().addListener(observable -> rebuild());
    }

    private static Image icon(int size) {
        String file = "/org/carotene/admingui/icon/carotene-admin-" + size + ".png";
        return new Image(Objects.requireNonNull(MainWindow.class.getResourceAsStream(file), file));
    }

    /** Nothing of it is drawn, nor moves, while the window is an icon. */
    private ShellView content() {
        ShellView made = new ShellView(desk);
        made.visibleProperty().bind(desk.looking());
        return made;
    }

    /** Opens it where it was, and goes to the cluster of the last time. */
    public void show() {
        stage.setScene(scene);
        stage.setTitle(text("app.title"));
        ICONS.forEach(size -> stage.getIcons().add(icon(size)));
        stage.setMinWidth(960);
        stage.setMinHeight(560);
        place();
        desk.looking().set(!stage.isIconified());
        stage.iconifiedProperty()
                .addListener((property, before, now) -> desk.looking().set(!now));
        desk.workspace()
                .addListener((property, before, now) -> stage.setTitle(
                        now == null
                                ? text("app.title")
                                : now.session().profile().name() + " – " + text("app.title")));
        stage.show();
        askDesktop();
        // Desktops turn dark in the evening; nobody is told, so it is asked for when somebody comes back.
        stage.focusedProperty().addListener(observable -> askDesktop());
        String last = desk.memory().text("last_profile", "");
        desk.saved().stream()
                .filter(profile -> profile.id().equals(last))
                .findFirst()
                .ifPresent(desk::connect);
    }

    /** Says something that must not be overlooked. */
    public void tell(String title, String detail) {
        if (!shell.dialogs().overlay().isShowing()) {
            shell.dialogs().tell(title, detail);
        }
    }

    /** Remembers its place and ends what it does. */
    public void close() {
        Memory memory = desk.memory();
        memory.keep("window.maximized", stage.isMaximized());
        if (!stage.isMaximized() && !stage.isIconified()) {
            memory.keep("window.x", stage.getX());
            memory.keep("window.y", stage.getY());
            memory.keep("window.width", stage.getWidth());
            memory.keep("window.height", stage.getHeight());
        }
        shell.stop();
        desk.disconnect();
        memory.flush();
    }

    private void place() {
        Memory memory = desk.memory();
        double x = memory.number("window.x", Double.NaN);
        double y = memory.number("window.y", Double.NaN);
        double width = memory.number("window.width", WIDTH);
        double height = memory.number("window.height", HEIGHT);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(width, screen.getWidth()));
        stage.setHeight(Math.min(height, screen.getHeight()));
        // The screen that it was on may be gone.
        if (!Screen.getScreensForRectangle(x, y, width, height).isEmpty()) {
            stage.setX(x);
            stage.setY(y);
        }
        stage.setMaximized(memory.flag("window.maximized", false));
    }

    private void askDesktop() {
        if (desk.preferences().look().get() != Look.SYSTEM || !stage.isFocused()) {
            return;
        }
        background.execute(() -> {
            boolean dark = DesktopTheme.dark();
            Platform.runLater(() -> {
                desktopDark = dark;
                dress();
            });
        });
    }

    private void dress() {
        Look look = desk.preferences().look().get();
        boolean dark = look == Look.DARK || (look == Look.SYSTEM && desktopDark);
        Themes.use(dark);
        shell.getStyleClass().remove("dark");
        if (dark) {
            shell.getStyleClass().add("dark");
        }
    }

    private void rebuild() {
        Texts.use(desk.preferences().locale());
        shell.stop();
        shell = content();
        scene.setRoot(shell);
        stage.setTitle(text("app.title"));
        dress();
        shell.open(PageId.SETTINGS);
    }
}
