package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a form looks like on its way. */
final class FormTest {

    @Test
    void bytes_plainValues_areJoined() {
        Form form = new Form().with("user_id", "u1").with("token", "good");

        assertThat(text(form)).isEqualTo("user_id=u1&token=good");
    }

    @Test
    void bytes_valueThatLooksLikeAField_isEncoded() {
        Form form = new Form().with("user_id", "u&token=good").with("token", "bad+ %");

        assertThat(text(form)).isEqualTo("user_id=u%26token%3Dgood&token=bad%2B+%25");
    }

    @Test
    void bytes_everyCharacter_comesBackThroughADecoder() {
        StringBuilder all = new StringBuilder("\uD83E\uDD55");
        for (char each = 0; each < 0x800; each++) {
            all.append(each);
        }
        Form form = new Form().with("v", all.toString());

        String decoded = URLDecoder.decode(text(form).substring(2), StandardCharsets.UTF_8);

        assertThat(decoded).isEqualTo(all.toString());
    }

    private static String text(Form form) {
        return new String(form.bytes(), StandardCharsets.US_ASCII);
    }
}
