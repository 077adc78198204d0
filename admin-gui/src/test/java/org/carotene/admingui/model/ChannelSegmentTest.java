package org.carotene.admingui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChannelSegmentTest {
    @Test
    void opens_onlyWhereChannelsMayBeBelow() {
        assertThat(known(1, true).opens()).isFalse();
        assertThat(known(2, true).opens()).isTrue();
        assertThat(known(1, false).opens()).isTrue();
    }

    @Test
    void opens_onSeveralNodes_byTheMostThatThereMayBe() {
        assertThat(new ChannelSegment("chat", "chat", null, 3L, 6L, 9L, false).opens())
                .isTrue();
        // From a node that does not say.
        assertThat(new ChannelSegment("chat", "chat", null, null, null, 9L, false).opens())
                .isTrue();
    }

    private static ChannelSegment known(long channels, boolean leaf) {
        return new ChannelSegment("chat", "chat", channels, channels, channels, 9L, leaf);
    }
}
