package org.carotene.admingui.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks the desktop whether it is dark; JavaFX 21 cannot tell. Blocks for a moment. */
public final class DesktopTheme {
    private DesktopTheme() {}

    /** Whether the desktop is dark; false if it does not say. */
    public static boolean dark() {
        return dark(System.getProperty("os.name"), DesktopTheme::said);
    }

    /** By what a command on that system says, an empty text if it says nothing. */
    static boolean dark(String system, Function<List<String>, String> command) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return command.apply(List.of(
                            "reg",
                            "query",
                            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                            "/v",
                            "AppsUseLightTheme"))
                    .contains("0x0");
        }
        if (os.contains("mac")) {
            return isDark(command.apply(List.of("defaults", "read", "-g", "AppleInterfaceStyle")));
        }
        List<String> ask = List.of("gsettings", "get", "org.gnome.desktop.interface");
        return Stream.of("color-scheme", "gtk-theme")
                .anyMatch(key -> isDark(command.apply(
                        Stream.concat(ask.stream(), Stream.of(key)).toList())));
    }

    private static boolean isDark(String said) {
        return said.toLowerCase(Locale.ROOT).contains("dark");
    }

    private static String said(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                return process.waitFor(2, TimeUnit.SECONDS)
                        ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
