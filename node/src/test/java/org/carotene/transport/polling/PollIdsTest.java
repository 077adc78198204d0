package org.carotene.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollIdsTest {

    @Test
    void parse_canonicalForm_taken() {
        UUID id = UUID.randomUUID();

        assertThat(PollIds.parse(id.toString())).isEqualTo(id);
        assertThat(PollIds.parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "1-1-1-1-1", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "00000000000000000000000000000000-0-0"})
    void parse_anythingElse_isNone(String text) {
        assertThat(PollIds.parse(text)).isNull();
    }

    @Test
    void ownerCode_ofName_neverChanges() {
        // Nodes of different versions in one cluster must agree on it.
        assertThat(PollIds.ownerCode(new NodeName("carotene1@localhost"))).isEqualTo(0x2139_A922);
        assertThat(PollIds.ownerCode(new NodeName("carotene2@localhost"))).isNotEqualTo(0x2139_A922);
    }
}
