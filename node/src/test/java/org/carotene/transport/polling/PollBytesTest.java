package org.carotene.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes of different versions say to each other about polls. */
final class PollBytesTest {

    private static final UUID ID = UUID.fromString("00112233-4455-4677-8899-aabbccddeeff");
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void bytes_ofEach_areThoseOfVersionOne() {
        byte[] text = "hi".getBytes(StandardCharsets.UTF_8);

        assertThat(HEX.formatHex(new PollQuestion(PollQuestion.Kind.NOT_ARRIVED, ID, 5).bytes(1)))
                .isEqualTo("0103" + "00112233445546778899aabbccddeeff" + "0000000000000005");
        assertThat(HEX.formatHex(new PollMessage(ID, text).bytes(1)))
                .isEqualTo("01" + "00112233445546778899aabbccddeeff" + "6869");
        assertThat(HEX.formatHex(PollReply.ofFrames(text).bytes(1))).isEqualTo("0101" + "6869");
        assertThat(HEX.formatHex(PollReply.of(PollAnswer.UNKNOWN).bytes(1))).isEqualTo("0106");
    }

    @ParameterizedTest
    @EnumSource
    void question_readBack_isTheSame(PollQuestion.Kind kind) {
        PollQuestion question = new PollQuestion(kind, ID, Long.MIN_VALUE);

        assertThat(PollQuestion.of(question.bytes(1))).isEqualTo(question);
        // Of a newer node that has more to say.
        assertThat(PollQuestion.of(Arrays.copyOf(question.bytes(1), 100))).isEqualTo(question);
    }

    @ParameterizedTest
    @EnumSource
    void reply_readBack_isTheSame(PollAnswer answer) {
        assertThat(PollReply.of(PollReply.of(answer).bytes(1)).answer()).isEqualTo(answer);
    }

    @Test
    void message_readBack_isTheSame() {
        PollMessage read = PollMessage.of(new PollMessage(ID, new byte[] {1, 2, 3}).bytes(1));

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.text()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0201", "0100", "0109", "0104001122334455"})
    void read_whatMakesNoSense_refused(String hex) {
        byte[] bytes = HEX.parseHex(hex);

        assertThatThrownBy(() -> PollQuestion.of(bytes)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PollMessage.of(bytes)).isInstanceOf(IllegalArgumentException.class);
        if (bytes.length < 2 || bytes[0] != 1 || bytes[1] < 1 || bytes[1] > 6) {
            assertThatThrownBy(() -> PollReply.of(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
