package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.carotene.admin.log.LogLevels;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Metrics;

/** What whoever is to find a fault wants to see of this node, in one zip; without secrets. */
final class Diagnostics {

    private final LocalDetail detail;
    private final LocalConfig config;
    private final LocalEvents events;
    private final Metrics metrics;
    private final LogLevels log;

    Diagnostics(LocalDetail detail, LocalConfig config, LocalEvents events, Metrics metrics, LogLevels log) {
        this.detail = detail;
        this.config = config;
        this.events = events;
        this.metrics = metrics;
        this.log = log;
    }

    /** The zip in the field {@code zip}. */
    ObjectNode tree() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ObjectNode about = detail.tree();
            put(zip, "about.json", Trees.bytes(about));
            put(zip, "topology.json", Trees.bytes(about.path("view")));
            put(zip, "config.json", Trees.bytes(config.tree()));
            put(zip, "events.json", Trees.bytes(events.later(Trees.object().put("after", 0))));
            put(zip, "threads.txt", threads().getBytes(StandardCharsets.UTF_8));
            put(zip, "metrics.txt", metrics());
            put(zip, "log.txt", log.lastLines().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Trees.object().put("zip", bytes.toByteArray());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        ((OutputStream) zip).write(content);
        zip.closeEntry();
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(false, false)) {
            text.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
            if (thread.getLockName() != null) {
                text.append(" on ").append(thread.getLockName());
            }
            text.append('\n');
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private byte[] metrics() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(bytes, metrics.registry().scrape());
        return bytes.toByteArray();
    }
}
