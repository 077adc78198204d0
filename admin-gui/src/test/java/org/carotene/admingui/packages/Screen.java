package org.carotene.admingui.packages;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import org.carotene.admingui.screens.Picture;
import org.carotene.admingui.screens.Toolkit;

/** What is to be seen on the display, whoever has drawn it. */
final class Screen {
    /** Where the programs' windows are, inside their bars. */
    private static final Rectangle2D INSIDE = new Rectangle2D(20, 20, 1240, 680);

    private Screen() {}

    /** Waits until there is more than a blank display or an empty window, and keeps a picture of it. */
    static void awaitWindow(String name) throws Exception {
        Toolkit.start();
        await("a window on the screen")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> colours(capture()) > 100);
        Picture.write(capture(), Path.of("target", "screens", name + ".png"));
    }

    private static WritableImage capture() {
        CompletableFuture<WritableImage> image = new CompletableFuture<>();
        Platform.runLater(() -> image.complete(new Robot().getScreenCapture(null, INSIDE)));
        return image.join();
    }

    private static int colours(WritableImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colours.add(image.getPixelReader().getArgb(x, y));
            }
        }
        return colours.size();
    }
}
