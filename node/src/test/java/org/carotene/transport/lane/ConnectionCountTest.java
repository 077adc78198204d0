package org.carotene.transport.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.carotene.metrics.Metrics;
import org.junit.jupiter.api.Test;

class ConnectionCountTest {

    private final ConnectionCount count = new ConnectionCount(4, new Metrics());

    @Test
    void enterPolling_asManyAsThereCanBe_leaveRoomForWebSockets() {
        assertThat(count.enterPolling()).isTrue();
        assertThat(count.enterPolling()).isTrue();
        assertThat(count.enterPolling()).isTrue();

        assertThat(count.enterPolling()).isFalse();
        assertThat(count.enter()).isTrue();
        assertThat(count.enter()).isFalse();

        count.leavePolling();
        assertThat(count.enterPolling()).isTrue();
    }

    @Test
    void enterPolling_nodeFullOfWebSockets_refusedAndForgotten() {
        for (int i = 0; i < 4; i++) {
            assertThat(count.enter()).isTrue();
        }
        for (int i = 0; i < 4; i++) {
            assertThat(count.enterPolling()).isFalse();
        }

        count.leave();

        assertThat(count.enterPolling()).isTrue();
        assertThat(count.current()).isEqualTo(4);
    }
}
