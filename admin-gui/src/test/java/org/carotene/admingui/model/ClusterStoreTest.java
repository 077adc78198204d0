package org.carotene.admingui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterStoreTest {
    private final List<ClusterState> told = new ArrayList<>();
    private final ClusterStore store = new ClusterStore(() -> 7, told::add);

    @Test
    void refused_beforeAnyFigures_isTheProblemThatScreensTell() {
        store.refused(Sentence.free("the request failed inside the node (799)"));

        assertThat(last().problem()).hasToString("the request failed inside the node (799)");
        assertThat(last().overview()).isNull();
    }

    @Test
    void overview_afterARefusal_endsTheProblem() {
        store.refused(Sentence.free("the node did not answer in time (710)"));

        store.overview(SightTest.overview(List.of()));

        assertThat(last().problem()).isNull();
        assertThat(last().overview()).isNotNull();
    }

    private ClusterState last() {
        return told.get(told.size() - 1);
    }
}
