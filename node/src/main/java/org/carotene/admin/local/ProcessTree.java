package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carotene.admin.question.Trees;
import org.jspecify.annotations.Nullable;

/** What the JVM and the system say about the process; takes about a millisecond. */
final class ProcessTree {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessTree() {}

    static ObjectNode tree() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ObjectNode tree = Trees.object()
                .put("version", System.getProperty("java.version"))
                .put("vendor", System.getProperty("java.vendor"))
                .put("pid", ProcessHandle.current().pid())
                .put("heap_used_bytes", heap.getUsed())
                .put("heap_committed_bytes", heap.getCommitted())
                .put("heap_max_bytes", heap.getMax())
                .put(
                        "nonheap_used_bytes",
                        ManagementFactory.getMemoryMXBean()
                                .getNonHeapMemoryUsage()
                                .getUsed())
                .put("direct_bytes", direct())
                .put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        ArrayNode collectors = tree.putArray("gc");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collectors
                    .addObject()
                    .put("name", collector.getName())
                    .put("count", collector.getCollectionCount())
                    .put("time_ms", collector.getCollectionTime());
        }
        tree.put("cpu", cpu())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("resident_bytes", resident());
        boolean unix = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
        UnixOperatingSystemMXBean files =
                unix ? (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean() : null;
        return tree.put("open_files", files == null ? null : files.getOpenFileDescriptorCount())
                .put("max_files", files == null ? null : files.getMaxFileDescriptorCount());
    }

    /** The share of the machine that the process uses, 0 to 1; null when it is not known yet. */
    static @Nullable Double cpu() {
        double load = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuLoad()
                : -1;
        return load < 0 ? null : Math.round(load * 1000) / 1000.0;
    }

    private static @Nullable Long direct() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool.getMemoryUsed();
            }
        }
        return null;
    }

    private static @Nullable Long resident() {
        try {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.US_ASCII)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Another system than Linux does not tell.
            return null;
        }
        return null;
    }
}
