package org.carotene.admingui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people read them; the unknown is never a zero. */
final class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.25, 0.2",
        "9.94, 9.9",
        "9.96, 10",
        "10, 10",
        "1234.5, '1,234'",
        "12345, 12.3 k",
        "2500000, 2.5 M"
    })
    void rate_value_asRead(double value, String words) {
        assertThat(Units.rate(value)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, '1,023 B'", "1536, 1.5 KiB", "67108864, 64.0 MiB", "200000000000, 186 GiB"})
    void bytes_value_asRead(long value, String words) {
        assertThat(Units.bytes(value)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"400, 0.4 s", "59000, 59 s", "61000, 1 min 1 s", "3720000, 1 h 2 min", "90000000, 1 d 1 h"})
    void span_value_inItsTwoLargestUnits(long ms, String words) {
        assertThat(Units.span(ms)).isEqualTo(words);
    }

    @Test
    void everyFigure_unknown_saysSo() {
        assertThat(List.of(
                        Units.count(null),
                        Units.rate(null),
                        Units.bytes((Long) null),
                        Units.bytes((Double) null),
                        Units.percent(null),
                        Units.used(null, 1L),
                        Units.span(null),
                        Units.time(null),
                        Units.dayAndTime(null),
                        Units.yes(null),
                        Units.word(null)))
                .containsOnly("unknown");
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "0.3, 1", "1.5, 2", "3, 4", "450, 500", "1001, 2000", "99000, 100000"})
    void niceTop_largestValue_roundNumberAbove(double largest, double top) {
        assertThat(RateChart.niceTop(List.of(new double[] {0, largest, Double.NaN})))
                .isEqualTo(top);
    }
}
