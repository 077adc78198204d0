package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How the waits grow. */
final class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @Test
    void after_moreFailures_waitsTwiceAsLongUpToTheBound() {
        Random random = new Random(7);

        assertThat(backoff.after(1, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(backoff.after(2, random)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(backoff.after(5, random)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_600));
        assertThat(backoff.after(8, random)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(backoff.after(Integer.MAX_VALUE, random)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void after_sameFailures_waitsDiffer() {
        Random random = new Random(7);

        assertThat(backoff.after(3, random)).isNotEqualTo(backoff.after(3, random));
    }

    @Test
    void create_nonsense_isRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("first wait: PT0S (expected: more than 0, at most PT1S)");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
