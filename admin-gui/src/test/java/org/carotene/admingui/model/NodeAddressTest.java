package org.carotene.admingui.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read as people write them. */
final class NodeAddressTest {
    @ParameterizedTest
    @CsvSource({
        "node1, node1:8181",
        "node1:9000, node1:9000",
        "' 10.0.0.1:81 ', 10.0.0.1:81",
        "[::1]:8182, [::1]:8182",
        "[::1], [::1]:8181",
        "::1, [::1]:8181"
    })
    void parse_address_hostAndPort(String written, String address) {
        assertThat(NodeAddress.parse(written)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node:", "node:port", "node:0", "node:65536", "a b:1", "http://node:1"})
    void parse_anythingElse_refusedWithWhatIsExpected(String written) {
        assertThatThrownBy(() -> NodeAddress.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void ofUrl_adminUrl_itsAddress() {
        assertThat(NodeAddress.ofUrl("https://[::1]:8183")).isEqualTo(new NodeAddress("::1", 8183));
        assertThat(NodeAddress.ofUrl(null)).isNull();
        assertThat(NodeAddress.ofUrl("nonsense")).isNull();
    }
}
