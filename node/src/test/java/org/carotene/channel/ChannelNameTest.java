package org.carotene.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"c", "news:sport", "a b", "\u00e9\u20ac\ud83d\ude00", "\"{}\""})
    void channelName_anyText_isAccepted(String text) {
        assertThat(ChannelName.isValid(text)).isTrue();
        assertThat(new ChannelName(text)).hasToString(text);
    }

    @Test
    void channelName_emptyOrTooLong_isRefused() {
        String longest = "c".repeat(ChannelName.MAX_LENGTH);

        assertThat(ChannelName.isValid(longest)).isTrue();
        assertThat(ChannelName.isValid(longest + "c")).isFalse();
        assertThat(ChannelName.isValid("")).isFalse();
        assertThatThrownBy(() -> new ChannelName(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel name length: 0 (expected: 1..1024)");
        assertThatThrownBy(() -> new ChannelName(longest + "c"))
                .hasMessage("channel name length: 1025 (expected: 1..1024)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\n", "a\u007f", "a\u0085"})
    void channelName_controlCharacter_isRefused(String text) {
        assertThat(ChannelName.isValid(text)).isFalse();
        assertThatThrownBy(() -> new ChannelName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel name has a control character at index 1 (expected: none)");
    }
}
