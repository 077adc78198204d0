package org.carotene.admin.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChannelPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "chat:*, chat:lobby, true",
        "chat:*, chat:, true",
        "chat:*, news:chat:1, false",
        "*:sport, news:sport, true",
        "*:sport, news:sports, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXc, false",
        "abc, abc, true",
        "abc, abcd, false",
        "a.c, abc, false"
    })
    void matches_starIsAnyTextAndQuestionMarkOneCharacter(String pattern, String name, boolean expected) {
        assertThat(new ChannelPattern(pattern).matches(name)).isEqualTo(expected);
    }
}
