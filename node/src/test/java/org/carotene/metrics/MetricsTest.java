package org.carotene.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

final class MetricsTest {

    private final Metrics metrics = new Metrics();

    @Test
    void value_ofWhatIsRegistered_isWhatItIsNow() {
        LongAdder counted = metrics.counter("carotene_counted", "By itself");
        metrics.counter("carotene_counted_elsewhere", "Elsewhere", () -> 7);
        metrics.gauge("carotene_looked_at", "Now", () -> 0.5);

        counted.add(3);

        assertThat(metrics.value("carotene_counted")).isEqualTo(3);
        assertThat(metrics.value("carotene_counted_elsewhere")).isEqualTo(7);
        assertThat(metrics.value("carotene_looked_at")).isEqualTo(0.5);
    }

    @Test
    void value_ofAFigureWithLabels_isWhatItsPartSays() {
        metrics.readable("carotene_labelled", () -> 5);

        assertThat(metrics.value("carotene_labelled")).isEqualTo(5);
    }

    @Test
    void value_ofNoFigure_isNotANumber() {
        assertThat(metrics.value("carotene_nothing")).isNaN();
    }
}
