package org.carotene.admingui.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Asks the desktop whether it is dark; JavaFX 21 cannot tell. Blocks for a moment. */
public final class DesktopTheme {
    private DesktopTheme() {}

    /** Whether the desktop is dark; false if it does not say. */
    public static boolean dark() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return says(
                    "0x0",
                    "reg",
                    "query",
                    "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                    "/v",
                    "AppsUseLightTheme");
        }
        if (os.contains("mac")) {
            return says("dark", "defaults", "read", "-g", "AppleInterfaceStyle");
        }
        return says("dark", "gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
                || says("dark", "gsettings", "get", "org.gnome.desktop.interface", "gtk-theme");
    }

    private static boolean says(String word, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(2, TimeUnit.SECONDS)) {
                    return false;
                }
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return said.toLowerCase(Locale.ROOT).contains(word);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
