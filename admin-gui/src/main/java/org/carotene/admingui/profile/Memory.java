package org.carotene.admingui.profile;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the window remembers from one start to the next: its place, columns, filters, and the settings. One thread.
 *
 * <p>It is written by {@link #flush}; that it cannot be read or written is logged and is no reason to stop.
 */
public final class Memory {
    private static final System.Logger LOG = System.getLogger(Memory.class.getName());

    private final Path file;
    private final Properties values = new Properties();
    private boolean changed;

    public Memory(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                values.load(new StringReader(Files.readString(file)));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "cannot read " + file + ", starting without", e);
        }
    }

    public String text(String key, String otherwise) {
        return values.getProperty(key, otherwise);
    }

    public double number(String key, double otherwise) {
        try {
            return Double.parseDouble(values.getProperty(key, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public boolean flag(String key, boolean otherwise) {
        return Boolean.parseBoolean(values.getProperty(key, Boolean.toString(otherwise)));
    }

    public void keep(String key, Object value) {
        String text = value.toString();
        changed |= !text.equals(values.setProperty(key, text));
    }

    public void forget(String key) {
        changed |= values.remove(key) != null;
    }

    /** Writes what has changed. */
    public void flush() {
        if (!changed) {
            return;
        }
        try {
            StringWriter text = new StringWriter();
            values.store(text, null);
            WholeFile.write(file, text.toString());
            changed = false;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot write " + file, e);
        }
    }
}
