package org.carotene.admingui.packages;

import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.carotene.admingui.screens.Toolkit;

/** Goes through the pages of a program whose window is at the corner of the display, by its menu, as a hand would. */
final class Walk {
    private static final int PAGES = 7;
    private static final double MENU_X = 60;
    private static final double FIRST_Y = 86;
    private static final double STEP = 36;

    private int page;

    Walk() {
        Toolkit.start();
    }

    /** The next page of the menu, after the last one the first. */
    void next() {
        page = (page + 1) % PAGES;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            Robot robot = new Robot();
            robot.mouseMove(MENU_X, FIRST_Y + page * STEP);
            robot.mouseClick(MouseButton.PRIMARY);
            done.complete(null);
        });
        done.join();
    }
}
