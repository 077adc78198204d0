package org.carotene.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report for people. */
public final class TextReport {

    private static final double BUSY = 0.9;

    private TextReport() {}

    /** The lines of the report. */
    public static List<String> lines(BenchReport report) {
        List<String> lines = new ArrayList<>();
        BenchPlan plan = report.plan();
        lines.add(text(
                "%s: %,d subscribers, %,d publishers, %,d channels, %,d bytes, %s%s%s%s",
                plan.template().name(),
                plan.subscribers(),
                plan.publishers(),
                plan.channels(),
                plan.payloadBytes(),
                Double.isInfinite(plan.rate())
                        ? "as fast as it goes"
                        : text("%,.0f publications a second", plan.rate()),
                plan.window() == 0 ? "" : text(", %,d deliveries under way", plan.window()),
                plan.compression() ? ", compressed" : "",
                encryption(report.connections())));
        lines.add("connections    " + connections(report.connections()));
        report.connections().failure().ifPresent(why -> lines.add("               the first: " + why));
        report.load().ifPresent(load -> {
            lines.add(text("published      %,d in %.1f s", load.published(), load.seconds()));
            lines.add(text(
                    "delivered      %,d of %,d, lost %,d (%.4f %%); %,.0f a second, %.1f bytes each on the wire",
                    load.delivered(),
                    load.expected(),
                    load.lost(),
                    lostPercent(load),
                    load.perSecond(),
                    load.bytesEach()));
            lines.add("latency        " + latency(load) + " ms");
            lines.add("server         " + server(load));
            lines.add(text(
                    "generator      CPU %.2f s, %.0f %% of a core%s",
                    report.generatorCpuSeconds(),
                    report.generatorShare() * 100,
                    report.generatorShare() > BUSY ? ": it may be what limits here" : ""));
        });
        return lines;
    }

    static double lostPercent(BenchReport.Deliveries load) {
        return load.expected() == 0 ? 0 : 100.0 * load.lost() / load.expected();
    }

    private static String encryption(BenchReport.Connections connections) {
        return connections.encryption().isEmpty() ? "" : ", " + connections.encryption();
    }

    private static String connections(BenchReport.Connections connections) {
        int ready = connections.count() - connections.failed();
        String text = text(
                "%,d opened in %.2f s, %,d failed, %,d lost",
                ready, connections.seconds(), connections.failed(), connections.lost());
        Optional<BenchReport.Server> server = connections.server();
        return server.isEmpty() || ready == 0
                ? text
                : text
                        + text(
                                "; server: CPU %.1f us, memory %.1f KB each",
                                server.get().cpuSeconds() / ready * 1e6,
                                server.get().grownBytes() / 1024.0 / ready);
    }

    private static String latency(BenchReport.Deliveries load) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < BenchReport.Deliveries.QUANTILES.size(); i++) {
            parts.add(text(
                    "%s %.2f",
                    BenchReport.Deliveries.QUANTILES.get(i),
                    load.latencyMillis().get(i)));
        }
        return String.join(", ", parts);
    }

    private static String server(BenchReport.Deliveries load) {
        return load.server()
                .map(server -> text(
                        "CPU %.2f s, %.3f us a delivery; resident %.0f MB (by %s)",
                        server.cpuSeconds(),
                        load.delivered() == 0 ? 0 : server.cpuSeconds() / load.delivered() * 1e6,
                        server.residentBytes() / 1048576.0,
                        server.source()))
                .orElse("unknown: give its process by --pid, or let this machine ask for /metrics");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
