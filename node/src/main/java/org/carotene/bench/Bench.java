package org.carotene.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * One measurement: connects, publishes with the time in each publication, and counts what arrives.
 *
 * <p>All on the calling thread, so that it takes one core at most.
 */
public final class Bench {

    private static final double[] QUANTILES = {50, 90, 99, 99.9};

    private final BenchPlan plan;
    private final Optional<ServerFigures> figures;
    private final BenchClock clock = new BenchClock();
    private final Tally tally = new Tally();
    private final Progress progress;

    /**
     * Prepares a measurement.
     *
     * @param pids processes of the servers on this machine; without any, servers whose template says where are asked
     * @param out where progress is told
     * @throws IllegalArgumentException if one of the processes does not run
     */
    public Bench(BenchPlan plan, List<Long> pids, PrintStream out) {
        this.plan = plan;
        this.progress = new Progress(out, clock);
        this.figures = pids.isEmpty()
                ? plan.template().metricsPath().map(path -> new MetricsFigures(nodes(plan), path, plan.tls()))
                : Optional.of(new ProcessFigures(pids));
    }

    /**
     * Measures.
     *
     * @throws BenchException if no connection gets ready
     */
    public BenchReport run() {
        Optional<Usage> empty = usage();
        long begun = clock.nanos();
        try (Connections connections = new Connections(plan, clock, tally)) {
            connections.openAll(progress);
            double seconds = (clock.nanos() - begun) / 1e9;
            Optional<Usage> connected = usage();
            wait(connections);
            Optional<BenchReport.Server> each = used(empty, connected, usage());
            Optional<BenchReport.Deliveries> load = Optional.empty();
            double cpu = 0;
            double share = 0;
            if (plan.publishes()) {
                Load publishing = new Load(plan, connections, clock, tally, progress);
                if (!plan.warmUp().isZero()) {
                    publishing.run(plan.warmUp(), false);
                }
                Optional<Usage> before = usage();
                double cpuBefore = ownCpuSeconds();
                long from = clock.nanos();
                publishing.run(plan.duration(), true);
                cpu = ownCpuSeconds() - cpuBefore;
                share = cpu / ((clock.nanos() - from) / 1e9);
                Optional<Usage> after = usage();
                load = Optional.of(deliveries(publishing, used(before, after, after)));
            }
            return new BenchReport(
                    plan,
                    new BenchReport.Connections(
                            connections.count(),
                            connections.failed(),
                            connections.lost(),
                            Optional.ofNullable(connections.failure()),
                            seconds,
                            connections.encryption(),
                            each),
                    load,
                    cpu,
                    share);
        }
    }

    private void wait(Connections connections) {
        long end = clock.nanos() + plan.settle().toNanos();
        while (clock.nanos() < end) {
            connections.poll(20);
        }
    }

    private BenchReport.Deliveries deliveries(Load load, Optional<BenchReport.Server> server) {
        List<Double> latency = new ArrayList<>();
        Histogram histogram = tally.latency();
        for (double quantile : QUANTILES) {
            latency.add(histogram.getValueAtPercentile(quantile) / 1e6);
        }
        latency.add(histogram.getMaxValue() / 1e6);
        return new BenchReport.Deliveries(
                load.sent(), load.expected(), tally.delivered(), tally.bytes(), load.lasted() / 1e9, latency, server);
    }

    private Optional<Usage> usage() {
        return figures.flatMap(ServerFigures::now);
    }

    // CPU time of the phase alone, memory when all has settled.
    private Optional<BenchReport.Server> used(Optional<Usage> before, Optional<Usage> after, Optional<Usage> settled) {
        if (before.isEmpty() || after.isEmpty() || settled.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BenchReport.Server(
                figures.map(ServerFigures::source).orElse(""),
                after.get().cpuSeconds() - before.get().cpuSeconds(),
                settled.get().residentBytes(),
                settled.get().residentBytes() - before.get().residentBytes()));
    }

    private static List<Target> nodes(BenchPlan plan) {
        List<Target> nodes = new ArrayList<>(plan.nodes());
        plan.publishNodes().stream().filter(node -> !nodes.contains(node)).forEach(nodes::add);
        return nodes;
    }

    private static double ownCpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
