package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.carotene.cluster.BusHealth.Deafness;
import org.junit.jupiter.api.Test;

/** When a link counts as deaf, and when not. */
final class HearingTest {

    private static final int LIMIT = 10;

    private final Hearing hearing = new Hearing(LIMIT);
    private long received;
    private long heard;

    @Test
    void deafness_bothHear_none() {
        for (int i = 0; i < 100; i++) {
            beat(1, 1);
        }

        assertThat(hearing.deafness()).isEmpty();
    }

    @Test
    void deafness_nothingComes_afterTheLimitAndUntilSomethingDoes() {
        beat(1, 1);
        for (int i = 1; i < LIMIT; i++) {
            hearing.beat(received);
            assertThat(hearing.deafness()).isEmpty();
        }

        hearing.beat(received);
        assertThat(hearing.deafness()).contains(Deafness.NOTHING_COMES);

        beat(1, 1);
        assertThat(hearing.deafness()).isEmpty();
    }

    @Test
    void deafness_nothingHasEverCome_afterTheLimit() {
        for (int i = 0; i < LIMIT; i++) {
            hearing.beat(0);
        }

        assertThat(hearing.deafness()).contains(Deafness.NOTHING_COMES);
    }

    @Test
    void deafness_nothingArrives_afterTheLimitAndUntilSomethingDoes() {
        beat(1, 1);
        for (int i = 1; i < LIMIT; i++) {
            beat(1, 0);
            assertThat(hearing.deafness()).isEmpty();
        }

        beat(1, 0);
        assertThat(hearing.deafness()).contains(Deafness.NOTHING_ARRIVES);

        beat(1, 1);
        assertThat(hearing.deafness()).isEmpty();
    }

    @Test
    void deafness_otherOfAnOlderVersion_isJudgedByWhatComes() {
        for (int i = 0; i < 100; i++) {
            hearing.said(Frame.Canary.NOT_SAID);
            hearing.beat(++received);
        }

        assertThat(hearing.deafness()).isEmpty();
    }

    @Test
    void deafness_muchBetweenTheCanaries_none() {
        for (int i = 0; i < 100; i++) {
            // What waits before the other's canaries comes, they themselves do not yet.
            hearing.beat(received += 1_000);
        }

        assertThat(hearing.deafness()).isEmpty();
    }

    @Test
    void deafness_haltOfThisNode_bringsTheOthersCanariesAtOnceAndBlamesNobody() {
        beat(1, 1);
        for (int i = 0; i < 60; i++) {
            hearing.said(heard);
            received++;
        }

        hearing.beat(received);

        assertThat(hearing.deafness()).isEmpty();
    }

    /** A beat after that many messages have come, and the other one has said that so many more have arrived. */
    private void beat(int come, int arrived) {
        received += come;
        heard += arrived;
        hearing.said(heard);
        hearing.beat(received);
    }
}
