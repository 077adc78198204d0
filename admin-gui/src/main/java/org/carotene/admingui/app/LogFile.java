package org.carotene.admingui.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The program's log: two files of a megabyte, since a desktop program has no console that anybody reads. */
final class LogFile {
    private static final int BYTES = 1 << 20;

    // A logger that nobody holds loses its handler.
    private static final Logger ROOT = Logger.getLogger("");

    private LogFile() {}

    /** Into {@code NAME.0.log} of that folder; {@code NAME.1.log} is the one before. */
    static void open(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            String pattern = folder.resolve(name).toString().replace("%", "%%") + ".%g.log";
            FileHandler handler = new FileHandler(pattern, BYTES, 2, true);
            handler.setFormatter(new SimpleFormatter());
            ROOT.addHandler(handler);
        } catch (IOException e) {
            ROOT.log(Level.WARNING, "no log file in " + folder, e);
        }
    }
}
