package org.carotene.admingui.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.carotene.admingui.model.NodeAddress;
import org.junit.jupiter.api.Test;

/** The order in which nodes are tried, and how long between them. */
final class CandidatesTest {
    private static final NodeAddress SEED = new NodeAddress("seed", 8181);
    private static final NodeAddress LEARNT = new NodeAddress("learnt", 8181);

    private final Candidates candidates = new Candidates(List.of(SEED));

    @Test
    void failed_seedThenLearnt_aRoundAndLongerPausesEachTime() {
        candidates.learn(Map.of(LEARNT, "n2"));

        assertThat(candidates.now()).isEqualTo(SEED);
        assertThat(candidates.failed(SEED)).isFalse();
        assertThat(candidates.now()).isEqualTo(LEARNT);
        assertThat(candidates.failed(LEARNT)).isTrue();
        assertThat(candidates.pauseMs(true)).isEqualTo(1_000);
        assertThat(candidates.failed(SEED) || candidates.failed(LEARNT)).isTrue();
        assertThat(candidates.pauseMs(true)).isEqualTo(2_000);
        candidates.beginAnew();
        assertThat(candidates.failed(SEED) || candidates.failed(LEARNT)).isTrue();
        assertThat(candidates.pauseMs(true)).isEqualTo(1_000);
    }

    @Test
    void membersAt_onlyWhereOthersHaveNamedIt() {
        candidates.learn(Map.of(LEARNT, "n2"));

        assertThat(candidates.membersAt(SEED)).isEmpty();
        assertThat(candidates.membersAt(LEARNT)).containsExactly("n2");
    }
}
