package org.carotene.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SentenceTest {

    @Test
    void with_textsNumbersListsAndSentences_inEnglishAndAsValues() {
        Sentence inner = Sentence.Kind.LATE.with("limit_ms", 2000);

        assertThat(Sentence.Kind.MISSING.with("node", "a@h", "reason", inner).text())
                .isEqualTo("a@h does not answer: no answer within 2000 ms");
        assertThat(Sentence.Kind.ATTACHED.with("nodes", List.of("a@h", "b@h")).text())
                .isEqualTo("the node is in a cluster of a@h, b@h");
        assertThat(Sentence.Kind.MISSING.with("node", "a@h", "reason", inner).values())
                .containsEntry("reason", inner);
    }

    @Test
    void with_valueMissing_refused() {
        assertThatThrownBy(Sentence.Kind.JOINED::with).hasMessage("JOINED without node");
    }

    @Test
    void map_whatOthersHaveWritten_alsoInside() {
        Sentence act = Sentence.Kind.ACT_FOR_GOOD.with("act", Sentence.Kind.ACT_DISCONNECT_USER.with("user", "a b"));

        Sentence mapped = act.map(text -> text.replace(' ', '_'));

        assertThat(mapped.values().get("act").toString()).isEqualTo("disconnect_user_a_b");
        assertThat(mapped.text()).isEqualTo("disconnect_user_a_b,_for_good");
    }
}
