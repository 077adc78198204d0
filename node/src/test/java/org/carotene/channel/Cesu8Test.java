package org.carotene.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of any characters come back as they were, in the order that they had. */
final class Cesu8Test {

    private static final List<String> TEXTS = List.of(
            "", "a", "ab", "b", "\u007F", "\u0080", "\u07FF", "\u0800", "\uD83D", "\uD83D\uDE00", "\uDE00!", "\uFFFF");

    @Test
    void read_whatWasWritten_isTheText() {
        for (String text : TEXTS) {
            byte[] bytes = bytes(text);

            assertThat(Cesu8.read(bytes, 1, bytes.length - 1)).isEqualTo(text);
        }
    }

    @Test
    void write_twoTexts_bytesHaveTheirOrder() {
        for (String one : TEXTS) {
            for (String other : TEXTS) {
                assertThat(Integer.signum(Arrays.compareUnsigned(bytes(one), bytes(other))))
                        .isEqualTo(Integer.signum(one.compareTo(other)));
            }
        }
    }

    @Test
    void read_endsWithinACharacter_fails() {
        byte[] bytes = bytes("ä");

        assertThatThrownBy(() -> Cesu8.read(bytes, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within a character at 1");
    }

    /** One byte of something else, then the text. */
    private static byte[] bytes(String text) {
        byte[] bytes = new byte[1 + Cesu8.length(text)];
        assertThat(Cesu8.write(text, bytes, 1)).isEqualTo(bytes.length);
        return bytes;
    }
}
