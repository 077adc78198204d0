package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

class CompanionsTest {

    private static final NodeName TWO = new NodeName("node2@localhost");
    private static final NodeName THREE = new NodeName("node3@localhost");

    private final Companions companions = new Companions();

    @Test
    void alone_waitsForNobody() {
        assertThat(companions.areHere(List.of(), 0)).isTrue();
    }

    @Test
    void leftTogether_waitsUntilTheyHaveArrived() {
        companions.leaveWith(Set.of(TWO));

        assertThat(companions.areHere(List.of(THREE), 0)).isFalse();
        assertThat(companions.areHere(List.of(THREE, TWO), 1)).isTrue();
        assertThat(companions.areHere(List.of(), 2)).as("once").isTrue();
    }

    @Test
    void leftTogether_oneDoesNotCome_goesOnAfterFourSecondsInTheCluster() {
        companions.leaveWith(Set.of(TWO));
        companions.areHere(List.of(), TimeUnit.SECONDS.toNanos(10));

        assertThat(companions.areHere(List.of(), TimeUnit.SECONDS.toNanos(13))).isFalse();
        assertThat(companions.areHere(List.of(), TimeUnit.SECONDS.toNanos(15))).isTrue();
    }
}
