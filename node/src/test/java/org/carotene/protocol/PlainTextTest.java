package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void behind_eachByteAtEachPlace_stopsBeforeWhatIsNotPlain() {
        for (int value = 0; value < 256; value++) {
            boolean plain = value >= ' ' && value < 0x80 && value != '"' && value != '\\';
            for (int place = 0; place < 16; place++) {
                byte[] bytes = new byte[17];
                Arrays.fill(bytes, (byte) (value % 2 == 0 ? ' ' : 0x7F));
                bytes[place + 1] = (byte) value;

                int behind = PlainText.behind(bytes, 1, 17);

                assertThat(behind).as("%d at %d", value, place).isEqualTo(plain ? 17 : 1 + place / 8 * 8);
            }
        }
    }

    @Test
    void behind_nearTheEndOrBeyond_leavesTheRest() {
        byte[] bytes = "plain text".getBytes(US_ASCII);

        assertThat(PlainText.behind(bytes, 0, 10)).isEqualTo(8);
        assertThat(PlainText.behind(bytes, 3, 10)).isEqualTo(3);
        assertThat(PlainText.behind(bytes, 10, 10)).isEqualTo(10);
        assertThat(PlainText.behind(bytes, Integer.MAX_VALUE, 10)).isEqualTo(Integer.MAX_VALUE);
    }
}
