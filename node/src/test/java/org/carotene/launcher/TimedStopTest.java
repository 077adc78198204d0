package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TimedStopTest {

    @Test
    void within_stopThatEnds_hasEndedWhenItReturns() {
        AtomicBoolean ended = new AtomicBoolean();

        boolean inTime = new TimedStop(() -> ended.set(true)).within(Duration.ofSeconds(30));

        assertThat(inTime).isTrue();
        assertThat(ended).isTrue();
    }

    @Test
    void within_stopThatHangs_returnsAllTheSameAndSaysWhere() {
        CountDownLatch never = new CountDownLatch(1);
        TimedStop stop = new TimedStop(() -> waitFor(never));

        boolean inTime = stop.within(Duration.ofMillis(50));

        assertThat(inTime).isFalse();
        assertThat(stop.place()).extracting(StackTraceElement::getMethodName).contains("waitFor");
        never.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
