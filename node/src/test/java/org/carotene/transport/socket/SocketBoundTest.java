package org.carotene.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketBoundTest {

    @ParameterizedTest
    @CsvSource({
        "100000, 1048576, 112500",
        "100000, 65536, 57344",
        "100, 1048576, 1100",
        "100, 1024, 896",
        "100, -1, 1100"
    })
    void of_connectionsAndFiles_isAboveTheOneAndBelowTheOther(int connections, long files, int bound) {
        assertThat(SocketBound.of(connections, files)).isEqualTo(bound);
    }
}
