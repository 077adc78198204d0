package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StillnessTest {

    private final Stillness stillness = new Stillness(0);

    @Test
    void ticksInTime_alsoLateOnesUnderLoad_areOver() {
        assertThat(stillness.isOver(seconds(1))).isTrue();
        assertThat(stillness.isOver(seconds(4))).isTrue();
        assertThat(stillness.isOver(seconds(5))).isTrue();
    }

    @Test
    void processThatStoodStill_clientsAreReadFirst() {
        stillness.isOver(seconds(1));

        for (int second = 61; second < 71; second++) {
            assertThat(stillness.isOver(seconds(second))).isFalse();
        }
        assertThat(stillness.isOver(seconds(71))).isTrue();
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
