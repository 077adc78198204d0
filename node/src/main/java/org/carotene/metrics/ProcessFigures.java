package org.carotene.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;

/**
 * What the operating system and the JVM say about the process, by the names that Prometheus' own libraries use.
 *
 * <p>Threads are counted, not listed: the library's list looks for deadlocks at each scrape and stops every thread for it.
 */
public final class ProcessFigures {

    private ProcessFigures() {}

    /** Adds the figures, once for each instance of {@link Metrics}; takes some ten milliseconds. */
    public static void register(Metrics metrics) {
        PrometheusRegistry registry = metrics.registry();
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        metrics.gauge(
                "jvm_threads_current",
                "Threads that live",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
