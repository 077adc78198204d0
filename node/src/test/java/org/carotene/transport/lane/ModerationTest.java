package org.carotene.transport.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a lane pauses, by a clock of the test's own. */
class ModerationTest {

    private static final int CONNECTIONS = 1000;

    private final Moderation moderation = new Moderation();
    private final RoundFigures figures = new RoundFigures();
    private long now = TimeUnit.HOURS.toNanos(-1);

    @Test
    void pause_longThinRoundsWithoutRest_aPartOfEachRound() {
        run(20, 2_000, 0, 1);

        assertThat(round(2_000, 1)).isEqualTo(TimeUnit.MICROSECONDS.toNanos(500));
    }

    @Test
    void pause_veryLongRounds_aMillisecondAtMost() {
        run(20, 50_000, 0, 1);

        assertThat(round(50_000, 1)).isEqualTo(Moderation.LONGEST_PAUSE_NANOS);
    }

    @Test
    void pause_laneThatWaitsBetweenRounds_none() {
        run(20, 2_000, 500, 1);

        assertThat(round(2_000, 1)).isZero();
    }

    @Test
    void pause_manyPublicationsInAWrite_none() {
        run(20, 2_000, 0, 4);

        assertThat(round(2_000, 4)).isZero();
    }

    @Test
    void pause_shortRounds_none() {
        run(60, 900, 0, 1);

        assertThat(round(900, 1)).isZero();
    }

    @Test
    void pause_eachRoundForOtherChannels_none() {
        run(20, 2_000, 0, 1);
        figures.again -= CONNECTIONS;

        assertThat(round(2_000, 1)).isZero();
    }

    @Test
    void pause_longWorkBesideAShortRound_none() {
        run(20, 2_000, 0, 1);
        now += TimeUnit.MILLISECONDS.toNanos(20);

        assertThat(round(100, 1)).isZero();
    }

    @Test
    void pause_justBegun_none() {
        run(4, 2_000, 0, 1);

        assertThat(round(2_000, 1)).isZero();
    }

    @Test
    void pause_loadIsOver_noneFromTheNextWindowOn() {
        run(20, 2_000, 0, 1);
        run(20, 2_000, 20_000, 1);

        assertThat(round(2_000, 1)).isZero();
    }

    @Test
    void pause_whileItPauses_thePausesAreNotRest() {
        run(200, 2_000, 0, 1);

        assertThat(round(2_000, 1)).isPositive();
    }

    private void run(int rounds, int workMicros, int waitMicros, int each) {
        for (int i = 0; i < rounds; i++) {
            long pause = round(workMicros, each);
            long from = now + pause;
            now = from + TimeUnit.MICROSECONDS.toNanos(waitMicros);
            moderation.looked(from, now);
        }
    }

    private long round(int workMicros, int each) {
        long nanos = TimeUnit.MICROSECONDS.toNanos(workMicros);
        now += nanos;
        figures.nanos += nanos;
        figures.writes += CONNECTIONS;
        figures.again += CONNECTIONS;
        figures.deliveries += (long) CONNECTIONS * each;
        return moderation.pauseNanos(figures);
    }
}
