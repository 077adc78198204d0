package org.carotene.admin.local;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.carotene.admin.question.Trees;
import org.jspecify.annotations.Nullable;

/** All figures at one moment; immutable. */
final class Sample {

    private final long nanos;
    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    private Sample(long nanos) {
        this.nanos = nanos;
    }

    /** Reads the node's metrics; what is counted elsewhere is asked for, which takes some microseconds. */
    static Sample take(PrometheusRegistry registry) {
        Sample sample = new Sample(System.nanoTime());
        Map<String, Double> sums = new HashMap<>();
        MetricSnapshots snapshots = registry.scrape(Figure.allMetrics()::contains);
        for (MetricSnapshot snapshot : snapshots) {
            Double sum = sum(snapshot);
            if (sum != null) {
                sums.put(snapshot.getMetadata().getPrometheusName(), sum);
            }
        }
        for (Figure figure : Figure.values()) {
            sample.values.put(
                    figure,
                    figure.metrics().stream()
                            .mapToDouble(metric -> sums.getOrDefault(metric, Double.NaN))
                            .sum());
        }
        return sample;
    }

    /** The figure, or null where the node has none of that kind. */
    @Nullable
    Double value(Figure figure) {
        double value = values.getOrDefault(figure, Double.NaN);
        return Double.isNaN(value) ? null : value;
    }

    /** How fast it has grown since an earlier sample; null where the node has none of that kind. */
    @Nullable
    Double perSecond(Figure figure, Sample earlier) {
        double seconds = (nanos - earlier.nanos) / 1e9;
        double grown = values.getOrDefault(figure, Double.NaN) - earlier.values.getOrDefault(figure, Double.NaN);
        return Double.isNaN(grown) || seconds <= 0 ? null : Trees.rounded(Math.max(0, grown / seconds));
    }

    private static @Nullable Double sum(MetricSnapshot snapshot) {
        if (snapshot instanceof CounterSnapshot counter) {
            return counter.getDataPoints().stream()
                    .filter(point -> counts(point.getLabels()))
                    .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                    .sum();
        }
        if (snapshot instanceof GaugeSnapshot gauge) {
            return gauge.getDataPoints().stream()
                    .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                    .sum();
        }
        return null;
    }

    /** Of the frames between nodes, publications are what an operator means. */
    private static boolean counts(Labels labels) {
        return !labels.contains("kind") || "publication".equals(labels.get("kind"));
    }
}
