package org.carotene.admingui.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM on this machine takes, as Linux and its own tools tell. */
final class ProcessCost {
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private final long pid;
    private Duration before;
    private long since;

    ProcessCost(long pid) {
        this.pid = pid;
        restart();
    }

    /** From now on. */
    void restart() {
        before = processorTime();
        since = System.nanoTime();
    }

    /** In percent of one core, since it was started anew. */
    double cpuPercent() {
        return 100.0 * (processorTime().toNanos() - before.toNanos()) / (System.nanoTime() - since);
    }

    /** In MB; the collection that is asked for is not the program's own. */
    double heapAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher matcher = HEAP.matcher(jcmd("GC.heap_info"));
        long used = 0;
        // Young and old generation; the metaspace comes behind them.
        for (int i = 0; i < 2 && matcher.find(); i++) {
            used += Long.parseLong(matcher.group(1));
        }
        return used / 1024.0;
    }

    /** In MB. */
    double resident() throws IOException {
        return status("VmRSS") / 1024.0;
    }

    long threads() throws IOException {
        return status("Threads");
    }

    private Duration processorTime() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private long status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no " + field);
    }
}
