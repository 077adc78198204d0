package org.carotene.admingui.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.Texts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refusals of nodes of this and of older versions, for people. */
final class AdminExceptionTest {

    @AfterEach
    void english() {
        Texts.use(Locale.ENGLISH);
    }

    @Test
    void of_codeAndDetail_inTheLanguageOfTheOperator() throws JsonProcessingException {
        AdminException refused = refused("""
                {"code":711,"error":"not possible: a@h is leaving","help":"ask","retry":false,
                 "detail":{"kind":"is_leaving","values":{"node":"a@h"},"text":"a@h is leaving"}}""");

        Texts.use(Locale.GERMAN);
        assertThat(Sentences.words(refused.sentence()))
                .isEqualTo("im jetzigen Zustand des Knotens nicht möglich: a@h scheidet aus (711)");
        assertThat(refused).hasMessage("not possible: a@h is leaving (711): ask");
    }

    @Test
    void of_codeWithAWayOut_whichIsSaidToo() throws JsonProcessingException {
        AdminException refused = refused("""
                {"code":716,"error":"the answer would be too big: 9 bytes","help":"ask for less","retry":false,
                 "detail":{"kind":"answer_size","values":{"size_bytes":9437184},"text":"9 bytes"}}""");

        assertThat(Sentences.words(refused.sentence()))
                .isEqualTo(
                        "the answer would be too big (ask for less: a longer prefix, a smaller page): 9.0 MiB (716)");
        Texts.use(Locale.GERMAN);
        assertThat(Sentences.words(refused.sentence())).contains("weniger verlangen");
    }

    @Test
    void of_codeWithoutDetail_theCodesText() throws JsonProcessingException {
        AdminException refused =
                refused("{\"code\":709,\"error\":\"no such client\",\"help\":\"\",\"retry\":false,\"detail\":null}");

        assertThat(Sentences.words(refused.sentence())).isEqualTo("the client has gone (709)");
    }

    @Test
    void of_olderNodeOrNewerCode_theNodesWords() throws JsonProcessingException {
        Texts.use(Locale.GERMAN);

        assertThat(Sentences.words(refused("{\"code\":711,\"error\":\"not possible: because\",\"help\":\"look\"}")
                        .sentence()))
                .isEqualTo("not possible: because (711): look");
        assertThat(Sentences.words(refused("{\"code\":750,\"error\":\"new\",\"detail\":null}")
                        .sentence()))
                .isEqualTo("new (750)");
    }

    private static AdminException refused(String body) throws JsonProcessingException {
        return AdminException.of(409, Json.tree(body));
    }
}
