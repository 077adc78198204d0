package org.carotene.admingui.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.Texts;
import org.carotene.admingui.model.Sentence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why a feed has ended, for people. */
final class FeedTest {
    private final List<Sentence> ended = new ArrayList<>();
    private final Feed feed = new Feed(message -> {}, ended::add);

    @AfterEach
    void english() {
        Texts.use(Locale.ENGLISH);
    }

    @Test
    void closed_withAReasonOfTheNode_whichIsSaidInEachLanguage() {
        feed.onClose(null, 1013, "too many feeds on this node");

        for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            Texts.use(language);
            assertThat(Sentences.words(ended.get(0))).isEqualTo("too many feeds on this node (1013)");
        }
    }

    @Test
    void closed_withoutAReason_theCode() {
        feed.onClose(null, 1006, "");

        assertThat(Sentences.words(ended.get(0))).isEqualTo("closed by the node (1006)");
    }
}
