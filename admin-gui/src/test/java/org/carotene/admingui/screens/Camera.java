package org.carotene.admingui.screens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import org.carotene.admingui.vm.Preferences.Look;

/** Takes pictures of what a screen shows, light and dark, and makes a sheet of them. */
final class Camera {
    private static final List<Look> LOOKS = List.of(Look.LIGHT, Look.DARK);

    private final Path folder;
    private final double width;
    private final double height;
    private final List<String> names = new ArrayList<>();

    Camera(Path folder, double width, double height) {
        this.folder = folder;
        this.width = width;
        this.height = height;
    }

    /** Of the screen, so that it has the screen's scale and the menus that are open. */
    void take(Window window, String name) throws InterruptedException {
        for (Look look : LOOKS) {
            window.run(() -> window.desk.preferences().look().set(look));
            TimeUnit.MILLISECONDS.sleep(700);
            WritableImage image =
                    window.on(() -> new Robot().getScreenCapture(null, new Rectangle2D(0, 0, width, height), false));
            Picture.write(image, folder.resolve(file(name, look)));
        }
        names.add(name);
    }

    /** Writes {@code index.html} with all pictures in the order in which they were taken. */
    void sheet() throws IOException {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <meta charset="utf-8">
                <title>Carotene Admin</title>
                <style>body { font-family: sans-serif } img { width: 49% }</style>
                """);
        for (String name : names) {
            page.append("<h2>").append(name).append("</h2>\n");
            for (Look look : LOOKS) {
                page.append("<a href=\"%1$s\"><img src=\"%1$s\" alt=\"%1$s\"></a>\n".formatted(file(name, look)));
            }
        }
        Files.writeString(folder.resolve("index.html"), page);
    }

    private static String file(String name, Look look) {
        return name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
    }
}
