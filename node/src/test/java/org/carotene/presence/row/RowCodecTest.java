package org.carotene.presence.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowCodecTest {

    @Test
    void garbage_isRefusedByNameAndNothingElse() {
        Random random = new Random(5);

        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 1;
                bytes[1] = (byte) (1 + random.nextInt(3));
            }
            try {
                Header header = RowCodec.readHeader(bytes);
                UserRow users = header.users() == null ? RowCodec.readBucket(bytes) : header.users();
                UserCursor cursor = users.cursor();
                while (cursor.next()) {
                    cursor.hash();
                }
            } catch (MalformedBytesException expected) {
                assertThat(expected).hasMessageContaining("expected");
            }
        }
    }

    @Test
    void row_ofALaterVersion_isRefusedByName() {
        byte[] row = RowCodec.whole(1, 1, new String[] {"anna"});
        row[0] = 2;

        assertThatThrownBy(() -> RowCodec.readHeader(row))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("version of row: 2 (expected: 1..1)");
    }

    @Test
    void texts_keepTheirOrderAndEveryCharacter() {
        Random random = new Random(6);
        String[] texts = new String[3000];
        for (int i = 0; i < texts.length; i++) {
            char[] chars = new char[random.nextInt(6)];
            for (int at = 0; at < chars.length; at++) {
                chars[at] = (char) (random.nextInt(4) == 0 ? random.nextInt(128) : random.nextInt(65_536));
            }
            texts[i] = new String(chars);
        }

        for (int i = 1; i < texts.length; i++) {
            byte[] one = BytesOut.raw(texts[i - 1]);
            byte[] other = BytesOut.raw(texts[i]);
            assertThat(Integer.signum(Arrays.compareUnsigned(one, other)))
                    .isEqualTo(Integer.signum(texts[i - 1].compareTo(texts[i])));
            assertThat(BytesIn.text(other, 0, other.length)).isEqualTo(texts[i]);
        }
    }
}
