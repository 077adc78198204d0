package org.carotene.admingui.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.Traffic;

/**
 * Has the program watch three busy nodes and tells what that costs, once a minute: processor time in percent of one core, the
 * heap after a collection, resident memory, and threads. {@code Soak PAGE MINUTES PROGRAM...}, where the program is a command
 * whose first process becomes the JVM; with {@code WALK} as page another one is opened every ten seconds. The script {@code
 * admin-gui/bin/soak} runs it.
 */
public final class Soak {
    private Soak() {}

    public static void main(String[] args) throws Exception {
        boolean walks = args[0].equals("WALK");
        String page = walks ? "OVERVIEW" : args[0];
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
                watch(program.pid(), minutes, walks ? new Walk() : null);
            }
        }
        System.exit(0);
    }

    private static void watch(long pid, int minutes, Walk walk) throws IOException, InterruptedException {
        say("minute  cpu %  heap MB  resident MB  threads");
        // What is loaded and compiled at first is not what an hour costs.
        TimeUnit.SECONDS.sleep(20);
        List<Double> cpu = new ArrayList<>();
        ProcessCost cost = new ProcessCost(pid);
        for (int minute = 1; minute <= minutes; minute++) {
            for (int tenth = 0; tenth < 6; tenth++) {
                TimeUnit.SECONDS.sleep(10);
                if (walk != null) {
                    walk.next();
                }
            }
            double percent = cost.cpuPercent();
            cpu.add(percent);
            say(String.format(
                    Locale.ROOT,
                    "%6d  %5.2f  %7.1f  %11.1f  %7d",
                    minute,
                    percent,
                    cost.heapAfterCollection(),
                    cost.resident(),
                    cost.threads()));
            cost.restart();
        }
        say(String.format(
                Locale.ROOT,
                "mean    %5.2f",
                cpu.stream().mapToDouble(value -> value).average().orElse(0)));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
