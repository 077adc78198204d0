package org.carotene.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report for programs, in one line. */
public final class JsonReport {

    private JsonReport() {}

    /** The report as a JSON object. */
    public static String line(BenchReport report) {
        BenchPlan plan = report.plan();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("template", plan.template().name());
        all.put("subscribers", plan.subscribers());
        all.put("publishers", plan.publishers());
        all.put("channels", plan.channels());
        all.put("payload_bytes", plan.payloadBytes());
        if (Double.isFinite(plan.rate())) {
            all.put("rate", plan.rate());
        }
        all.put("window", plan.window());
        all.put("compression", plan.compression());
        if (!report.connections().encryption().isEmpty()) {
            all.put("tls", report.connections().encryption());
        }
        connections(report.connections(), all.putObject("connections"));
        report.load().ifPresent(load -> {
            deliveries(load, all);
            all.putObject("generator")
                    .put("cpu_seconds", report.generatorCpuSeconds())
                    .put("core_share", report.generatorShare());
        });
        return all.toString();
    }

    private static void connections(BenchReport.Connections connections, ObjectNode into) {
        int ready = connections.count() - connections.failed();
        into.put("opened", ready);
        into.put("failed", connections.failed());
        into.put("lost", connections.lost());
        connections.failure().ifPresent(why -> into.put("failure", why));
        into.put("seconds", connections.seconds());
        connections.server().ifPresent(server -> {
            into.put("server_cpu_us_each", server.cpuSeconds() / ready * 1e6);
            into.put("server_bytes_each", (double) server.grownBytes() / ready);
            into.put("server_resident_bytes", server.residentBytes());
        });
    }

    private static void deliveries(BenchReport.Deliveries load, ObjectNode into) {
        into.put("published", load.published());
        into.put("expected", load.expected());
        into.put("delivered", load.delivered());
        into.put("lost", load.lost());
        into.put("lost_percent", TextReport.lostPercent(load));
        into.put("seconds", load.seconds());
        into.put("deliveries_per_second", load.perSecond());
        into.put("wire_bytes_per_delivery", load.bytesEach());
        ObjectNode latency = into.putObject("latency_ms");
        for (int i = 0; i < BenchReport.Deliveries.QUANTILES.size(); i++) {
            latency.put(
                    BenchReport.Deliveries.QUANTILES.get(i),
                    load.latencyMillis().get(i));
        }
        load.server().ifPresent(server -> {
            ObjectNode figures = into.putObject("server");
            figures.put("source", server.source());
            figures.put("cpu_seconds", server.cpuSeconds());
            figures.put(
                    "cpu_us_per_delivery", load.delivered() == 0 ? 0 : server.cpuSeconds() / load.delivered() * 1e6);
            figures.put("resident_bytes", server.residentBytes());
        });
    }
}
