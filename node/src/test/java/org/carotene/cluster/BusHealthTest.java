package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carotene.cluster.BusHealth.Deafness;
import org.carotene.cluster.BusHealth.Link;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** When a node is cut off from its cluster. */
final class BusHealthTest {

    @Test
    void isCutOff_aloneOrOneLinkOfSome_isNot() {
        assertThat(health(1).isCutOff()).isFalse();
        assertThat(health(1, link(2, false)).isCutOff()).isFalse();
        assertThat(health(3, link(1, true), link(2, false)).isCutOff()).isFalse();
        assertThat(BusHealth.DETACHED.isCutOff()).isFalse();
    }

    @Test
    void isCutOff_allLinks_is() {
        assertThat(health(1, link(2, true), link(3, true)).isCutOff()).isTrue();
    }

    @Test
    void isCutOff_ofTwo_onlyTheYounger() {
        assertThat(health(1, link(2, true)).isCutOff()).isFalse();
        assertThat(health(2, link(1, true)).isCutOff()).isTrue();
    }

    private static BusHealth health(long order, Link... links) {
        return new BusHealth(true, true, order, List.of(links));
    }

    private static Link link(long order, boolean deaf) {
        return new Link(
                new NodeName("n" + order + "@h"),
                "id" + order,
                order,
                Optional.empty(),
                Duration.ZERO,
                true,
                deaf ? Optional.of(Deafness.NOTHING_COMES) : Optional.empty());
    }
}
