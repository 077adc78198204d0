package org.carotene.admingui.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.Traffic;

/**
 * Has the program watch three busy nodes and tells what that costs, once a minute: processor time in percent of one core, the
 * heap after a collection, resident memory, and threads. {@code Soak PAGE MINUTES PROGRAM...}, where the program is a command
 * whose first process becomes the JVM. The script {@code admin-gui/bin/soak} runs it.
 */
public final class Soak {
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private Soak() {}

    public static void main(String[] args) throws Exception {
        String page = args[0];
        int minutes = Integer.parseInt(args[1]);
        List<String> command = List.of(args).subList(2, args.length);
        Path folder = Files.createTempDirectory("carotene-soak");
        try (Nodes nodes = new Nodes(folder).start(1, 2, 3);
                Traffic traffic = new Traffic(nodes, 200, 200, 1, 2, 3)) {
            traffic.start();
            try (InstalledProgram program = InstalledProgram.start(
                    folder.resolve("home"),
                    nodes.profile("Busy cluster"),
                    page,
                    command,
                    Map.of("CAROTENE_ADMIN_CDS", "off"))) {
                program.awaitLogged("connected to");
                watch(program.pid(), minutes);
            }
        }
        System.exit(0);
    }

    private static void watch(long pid, int minutes) throws IOException, InterruptedException {
        say("minute  cpu %  heap MB  resident MB  threads");
        // What is loaded and compiled at first is not what an hour costs.
        TimeUnit.SECONDS.sleep(20);
        List<Double> cpu = new ArrayList<>();
        Duration before = processorTime(pid);
        long since = System.nanoTime();
        for (int minute = 1; minute <= minutes; minute++) {
            TimeUnit.SECONDS.sleep(60);
            Duration now = processorTime(pid);
            double percent = 100.0 * (now.toNanos() - before.toNanos()) / (System.nanoTime() - since);
            cpu.add(percent);
            long heap = heapAfterCollection(pid);
            say(String.format(
                    Locale.ROOT,
                    "%6d  %5.2f  %7.1f  %11.1f  %7d",
                    minute,
                    percent,
                    heap / 1024.0,
                    status(pid, "VmRSS") / 1024.0,
                    status(pid, "Threads")));
            // The collection that was asked for is not the program's own.
            before = processorTime(pid);
            since = System.nanoTime();
        }
        say(String.format(
                Locale.ROOT,
                "mean    %5.2f",
                cpu.stream().mapToDouble(value -> value).average().orElse(0)));
    }

    private static Duration processorTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private static long heapAfterCollection(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher matcher = HEAP.matcher(jcmd(pid, "GC.heap_info"));
        long used = 0;
        // Young and old generation; the metaspace comes behind them.
        for (int i = 0; i < 2 && matcher.find(); i++) {
            used += Long.parseLong(matcher.group(1));
        }
        return used;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static long status(long pid, String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no " + field);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
