package org.carotene.admingui.profile;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the window remembers from one start to the next: its place, columns, filters, and the settings. One thread.
 *
 * <p>It is written by {@link #flush}; that it cannot be read or written is logged and is no reason to stop.
 */
public final class Memory {
    private static final System.Logger LOG = System.getLogger(Memory.class.getName());

    private final Path file;
    private final Properties values = new Properties();
    private final AtomicLong written = new AtomicLong();
    private Runnable listener = () -> {};
    private boolean changed;
    private long turns;

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
        if (!text.equals(values.setProperty(key, text))) {
            changed();
        }
    }

    public void forget(String key) {
        if (values.remove(key) != null) {
            changed();
        }
    }

    /** Told of the first change after each time that it was written. */
    public void onChange(Runnable listener) {
        this.listener = listener;
    }

    private void changed() {
        boolean first = !changed;
        changed = true;
        if (first) {
            listener.run();
        }
    }

    /** Writes what has changed, and returns when it is written. */
    public void flush() {
        flush(Runnable::run);
    }

    /** Writes what has changed on another thread. */
    public void flush(Executor writing) {
        if (!changed) {
            return;
        }
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changed = false;
        long turn = ++turns;
        writing.execute(() -> write(turn, text.toString()));
    }

    private void write(long turn, String text) {
        synchronized (written) {
            // One that waited for its thread must not overwrite a later one.
            if (turn < written.get()) {
                return;
            }
            written.set(turn);
            try {
                WholeFile.write(file, text);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot write " + file, e);
            }
        }
    }
}
