package org.carotene.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What others write stays in its line of the log. */
class OneLineTest {

    @Test
    void of_breaksAndWhatTurnsTheWriting_spaces() {
        assertThat(OneLine.of("ada\r\n2026-01-01 INFO Operator's action\u2028x\u202ey\u0085z"))
                .isEqualTo("ada 2026-01-01 INFO Operator's action x y z");
    }

    @Test
    void of_lettersOfAnyScript_asTheyAre() {
        assertThat(OneLine.of("Łukasz 梅 é")).isEqualTo("Łukasz 梅 é");
    }
}
