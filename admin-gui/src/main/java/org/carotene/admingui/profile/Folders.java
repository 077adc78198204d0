package org.carotene.admingui.profile;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the program keeps its files. */
public final class Folders {
    private final Path home;

    public Folders(Path home) {
        this.home = home;
    }

    /** Where the system wants it, or where {@code CAROTENE_ADMIN_HOME} says. */
    public static Folders ofThisSystem() {
        return new Folders(folder(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home")));
    }

    static Path folder(Map<String, String> environment, String system, String home) {
        String own = environment.getOrDefault("CAROTENE_ADMIN_HOME", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String os = system.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return Path.of(environment.getOrDefault("APPDATA", home), "carotene-admin");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "carotene-admin");
        }
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.isEmpty() ? Path.of(home, ".config") : Path.of(config)).resolve("carotene-admin");
    }

    public Path profiles() {
        return home.resolve("profiles.json");
    }

    public Path memory() {
        return home.resolve("window.properties");
    }

    /** The folder of the log. */
    public Path log() {
        return home;
    }
}
