package org.carotene.admingui.screens;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.Traffic;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profile.Colour;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Preferences.Look;
import org.carotene.admingui.vm.Workspace;

/**
 * Takes a picture of every screen, light and dark, of a cluster of three real nodes with real traffic:
 * {@code Screenshots FOLDER WIDTH HEIGHT SECONDS}. The script {@code admin-gui/bin/screenshots} runs it.
 */
public final class Screenshots {
    private Screenshots() {}

    public static void main(String[] args) throws Exception {
        Path pictures = Path.of(args[0]);
        double width = Double.parseDouble(args[1]);
        double height = Double.parseDouble(args[2]);
        int seconds = Integer.parseInt(args[3]);
        Path folder = Files.createTempDirectory("carotene-screenshots");
        try (Nodes nodes = new Nodes(folder).start(1, 2, 3);
                Traffic traffic = new Traffic(nodes, 60, 40, 1, 2, 3);
                Window window = Window.open(folder.resolve("home"), width, height)) {
            traffic.start();
            Profile here = nodes.profile("Example cluster");
            Profile profile =
                    new Profile(here.id(), here.name(), here.seeds(), false, Colour.GREEN, false, false, List.of());
            window.connect(profile, Nodes.TOKEN);
            window.run(() -> {
                window.workspace().tail().channels().set("chat:* shop:orders");
                window.workspace().tail().start();
            });
            TimeUnit.SECONDS.sleep(seconds);
            for (Look look : List.of(Look.LIGHT, Look.DARK)) {
                window.run(() -> window.desk.preferences().look().set(look));
                for (PageId page : PageId.values()) {
                    take(window, page, pictures, look);
                }
            }
        }
        Platform.exit();
        System.exit(0);
    }

    private static void take(Window window, PageId page, Path pictures, Look look) throws InterruptedException {
        String name = page.name().toLowerCase(Locale.ROOT);
        String shade = look.name().toLowerCase(Locale.ROOT);
        window.click("go-" + page.key());
        Workspace workspace = window.workspace();
        settle();
        picture(window, pictures, name + "-" + shade);
        switch (page) {
            case NODES -> {
                window.run(() -> workspace.nodes().selected().set(Nodes.name(2)));
                settle();
                picture(window, pictures, "node-" + shade);
                window.run(() -> workspace.nodes().selected().set(null));
                for (String kind : List.of("ring", "matrix", "differences")) {
                    window.click("nodes-kind-" + kind);
                    settle();
                    picture(window, pictures, "nodes-" + kind + "-" + shade);
                }
                window.click("nodes-kind-table");
            }
            case CHANNELS -> {
                window.run(() -> workspace.channels().selected().set("chat:lobby"));
                settle();
                picture(window, pictures, "channel-" + shade);
                window.run(() -> workspace.channels().selected().set(null));
            }
            case CLIENTS -> {
                window.run(() -> workspace
                        .clients()
                        .selected()
                        .set(workspace.clients().clients().rows().list().get(0).get()));
                settle();
                picture(window, pictures, "client-" + shade);
                window.run(() -> workspace.clients().selected().set(null));
            }
            case EVENTS -> {
                window.click("events-kind-rules");
                settle();
                picture(window, pictures, "rules-" + shade);
                window.click("events-kind-timeline");
            }
            default -> {
                // One picture is enough.
            }
        }
    }

    /** Of the screen, so that it has the screen's scale. */
    private static void picture(Window window, Path pictures, String name) {
        Rectangle2D place =
                new Rectangle2D(0, 0, window.scene().getWidth(), window.scene().getHeight());
        WritableImage image = window.on(() -> new Robot().getScreenCapture(null, place, false));
        Picture.write(image, pictures.resolve(name + ".png"));
    }

    private static void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1500);
    }
}
