package org.carotene.admingui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.carotene.admingui.app.LoudFailures;
import org.carotene.admingui.vm.PageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The window before it has a cluster: its keys, and what it does with a failure that nobody has caught. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class KeyboardIT {
    @TempDir
    Path folder;

    @Test
    void keys_pagesLookPaletteAndDialog_withoutTheMouse() {
        try (Window window = Window.open(folder)) {
            window.until(
                    "the first button", () -> window.find("profile-connect").isFocused());
            window.robot.type(KeyCode.TAB);
            assertThat(window.on(() -> window.scene().getFocusOwner())).isNotSameAs(window.find("profile-connect"));

            control(window, KeyCode.DIGIT9);
            window.until("settings", () -> window.find(PageId.SETTINGS.key()) != null);
            control(window, KeyCode.T);
            window.until("dark", () -> window.scene().getRoot().getStyleClass().contains("dark"));
            control(window, KeyCode.K);
            window.until("palette", () -> window.find("palette") != null);
            window.robot.write("connections", 5).type(KeyCode.ENTER);
            window.until("connections", () -> window.find(PageId.CONNECTIONS.key()) != null);
            control(window, KeyCode.K);
            window.until("palette again", () -> window.find("palette") != null);
            window.robot.type(KeyCode.ESCAPE);
            window.until("closed", () -> window.find("palette") == null);
        }
    }

    @Test
    void failure_caughtByNobody_isShown() throws InterruptedException {
        try (Window window = Window.open(folder)) {
            Thread thread = new Thread(() -> {
                throw new IllegalStateException("of nobody's making");
            });
            thread.setUncaughtExceptionHandler(new LoudFailures(window::main));
            thread.start();
            thread.join();

            window.untilShown("of nobody's making");
        }
    }

    private static void control(Window window, KeyCode key) {
        window.robot.press(KeyCode.CONTROL, key).release(key, KeyCode.CONTROL);
    }
}
