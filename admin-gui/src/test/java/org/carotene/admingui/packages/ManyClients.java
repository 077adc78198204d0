package org.carotene.admingui.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.PollingCrowd;
import org.carotene.admingui.cluster.Traffic;

/**
 * What fifty thousand clients cost their two nodes while nobody looks, and while the program shows a page of them, asked for
 * at the default rate: {@code ManyClients SECONDS PROGRAM...}. The script {@code admin-gui/bin/soak --many} runs it.
 */
public final class ManyClients {
    private static final int CLIENTS = 50_000;
    private static final String PATIENT = "limits:\n  poll_id_lifetime: 30m";

    private final Nodes nodes;
    private final List<ProcessCost> costs;
    private final int seconds;

    private ManyClients(Nodes nodes, int seconds) {
        this.nodes = nodes;
        this.costs = List.of(
                new ProcessCost(nodes.node(1).pid()),
                new ProcessCost(nodes.node(2).pid()));
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        List<String> command = List.of(args).subList(1, args.length);
        Path folder = Files.createTempDirectory("carotene-many");
        try (Nodes nodes = new Nodes(folder)) {
            nodes.begin(1, PATIENT);
            nodes.begin(2, PATIENT);
            nodes.awaitReady(1);
            nodes.awaitReady(2);
            PollingCrowd.open(nodes.node(1).port(), CLIENTS / 2);
            PollingCrowd.open(nodes.node(2).port(), CLIENTS / 2);
            try (Traffic traffic = new Traffic(nodes, 100, 100, 1, 2)) {
                traffic.start();
                new ManyClients(nodes, seconds).compare(folder, command);
            }
        }
        System.exit(0);
    }

    private void compare(Path folder, List<String> command) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(10);
        double alone = watch("nobody looks");
        try (InstalledProgram program = InstalledProgram.start(
                folder.resolve("home"),
                nodes.profile("Many clients"),
                "CLIENTS",
                command,
                Map.of("CAROTENE_ADMIN_CDS", "off"))) {
            program.awaitLogged("connected to");
            // What is loaded and compiled at first is not what an hour costs.
            TimeUnit.SECONDS.sleep(15);
            ProcessCost desktop = new ProcessCost(program.pid());
            double looked = watch("a page of clients");
            double cpu = desktop.cpuPercent();
            say("ratio of the nodes' CPU: %.2f", looked / alone);
            say(
                    "program: %.1f %% of a core, heap %.1f MB, resident %.1f MB",
                    cpu, desktop.heapAfterCollection(), desktop.resident());
        }
    }

    /** Both nodes, in percent of a core. */
    private double watch(String what) throws IOException, InterruptedException {
        costs.forEach(ProcessCost::restart);
        TimeUnit.SECONDS.sleep(seconds);
        double one = costs.get(0).cpuPercent();
        double other = costs.get(1).cpuPercent();
        say(
                "%s: nodes %.1f and %.1f %% of a core, heap %.1f and %.1f MB, resident %.1f and %.1f MB",
                what,
                one,
                other,
                costs.get(0).heapAfterCollection(),
                costs.get(1).heapAfterCollection(),
                costs.get(0).resident(),
                costs.get(1).resident());
        return one + other;
    }

    private static void say(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }
}
