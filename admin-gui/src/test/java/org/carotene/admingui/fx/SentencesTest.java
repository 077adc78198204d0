package org.carotene.admingui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carotene.admingui.model.Sentence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes say, in the operator's language where it is known, else in the node's words. */
final class SentencesTest {

    @BeforeEach
    void german() {
        Texts.use(Locale.GERMAN);
    }

    @AfterEach
    void english() {
        Texts.use(Locale.ENGLISH);
    }

    @Test
    void words_knownKind_inGermanWithUnitsAndInnerSentences() {
        assertThat(Sentences.words(new Sentence("attached", Map.of("nodes", List.of("a@h", "b@h")), "...")))
                .isEqualTo("der Knoten ist in einem Cluster aus a@h, b@h");
        assertThat(Sentences.words(
                        new Sentence("act_publish", Map.of("size_bytes", 2048, "channel", "news$1"), "publish")))
                .isEqualTo("2,0 KiB auf Kanal news$1 senden");
        Map<String, Object> inner = Map.of("kind", "late", "values", Map.of("limit_ms", 2000), "text", "no answer");
        assertThat(Sentences.words(new Sentence("missing", Map.of("node", "a@h", "reason", inner), "...")))
                .isEqualTo("a@h antwortet nicht: keine Antwort innerhalb von 2,0 s");
    }

    @Test
    void words_unknownKindMissingValueOrOlderNode_theNodesOwn() {
        assertThat(Sentences.words(new Sentence("of_tomorrow", Map.of(), "something new")))
                .isEqualTo("something new");
        assertThat(Sentences.words(new Sentence("joined", Map.of(), "a@h has joined")))
                .isEqualTo("a@h has joined");
        assertThat(Sentences.words(Sentence.free("a line of the log"))).isEqualTo("a line of the log");
        assertThat(Sentences.words(null)).isEmpty();
    }
}
