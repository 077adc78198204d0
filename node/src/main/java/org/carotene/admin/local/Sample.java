package org.carotene.admin.local;

import java.util.EnumMap;
import java.util.Map;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/** All figures at one moment; immutable. */
final class Sample {

    private final long nanos;
    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    private Sample(long nanos) {
        this.nanos = nanos;
    }

    /** Asks for each of the node's figures. */
    static Sample take(Metrics metrics) {
        Sample sample = new Sample(System.nanoTime());
        for (Figure figure : Figure.ALL) {
            sample.values.put(figure, figure.in(metrics));
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
}
