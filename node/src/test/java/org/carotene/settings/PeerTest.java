package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerTest {

    @ParameterizedTest
    @CsvSource({
        "host, host, 47500, 47509",
        "chat1@node1.example.org, node1.example.org, 47500, 47509",
        "10.0.0.1:48500, 10.0.0.1, 48500, 48500",
        "a@10.0.0.1:48500..48502, 10.0.0.1, 48500, 48502",
        "[fd00::1]:48500, fd00::1, 48500, 48500",
    })
    void of_everyForm_isRead(String text, String host, int from, int to) {
        assertThat(Peer.of(text)).isEqualTo(new Peer(host, from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "host:", "host:0", "host:70000", "host:5..4", "host:1..500", "@host", "fd00::1"})
    void of_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Peer.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void addresses_range_namesEachPort() {
        assertThat(Peer.of("[fd00::1]:47500..47501").addresses()).containsExactly("[fd00::1]:47500", "[fd00::1]:47501");
    }
}
