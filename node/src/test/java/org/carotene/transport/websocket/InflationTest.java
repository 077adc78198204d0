package org.carotene.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.carotene.transport.Deflated;
import org.carotene.transport.RawSocket;
import org.junit.jupiter.api.Test;

class InflationTest {

    private static final int MAX = 65_536;

    private final Inflation inflation = new Inflation();

    @Test
    void inflate_anyMessage_isWhatItWas() throws Exception {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 100, 4095, 4096, 4097, 20_000, MAX}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertInflates(noise);
            assertInflates(RawSocket.filler(length).getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void inflate_oneByteTooMany_isRefusedAndTheNextIsNot() throws Exception {
        byte[] bomb = Deflated.deflate(new byte[50_000_000]);

        assertThat(inflation.inflate(bomb, 0, bomb.length, MAX)).isFalse();
        assertThat(inflation.length()).isEqualTo(MAX + 1);
        assertThat(inflate(Deflated.deflate(new byte[MAX + 1]))).isFalse();

        assertInflates(new byte[MAX]);
    }

    @Test
    void inflate_blocksThatEndWithinTheMessage_areReadOn() throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (String part : new String[] {"one ", "two ", "three"}) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(part.getBytes(StandardCharsets.US_ASCII));
            deflater.finish();
            byte[] made = new byte[100];
            message.write(made, 0, deflater.deflate(made));
            deflater.end();
        }

        assertThat(inflate(message.toByteArray())).isTrue();
        assertThat(text()).isEqualTo("one two three");

        // RFC 7692, section 7.2.3.4: such a message ends with an empty block, less its own end.
        message.write(0);
        assertThat(inflate(message.toByteArray())).isTrue();
        assertThat(text()).isEqualTo("one two three");
    }

    @Test
    void inflate_nothingButEnds_isNotReadToTheirLast() throws Exception {
        byte[] ends = new byte[MAX];
        for (int i = 0; i < ends.length; i += 2) {
            ends[i] = 3;
        }

        assertThatThrownBy(() -> inflate(ends))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContaining("last blocks");

        assertInflates("still here".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void inflate_whatNoDeflateMakes_throwsAndTheNextInflates() throws Exception {
        byte[] noBlock = {(byte) 0xFF, 1, 2, 3};

        assertThatThrownBy(() -> inflate(noBlock)).isInstanceOf(DataFormatException.class);

        assertInflates("still here".getBytes(StandardCharsets.US_ASCII));
    }

    private void assertInflates(byte[] message) throws DataFormatException {
        assertThat(inflate(Deflated.deflate(message))).isTrue();
        assertThat(Arrays.copyOf(inflation.bytes(), inflation.length())).isEqualTo(message);
        inflation.release();
    }

    private boolean inflate(byte[] payload) throws DataFormatException {
        return inflation.inflate(payload, 0, payload.length, MAX);
    }

    private String text() {
        return new String(inflation.bytes(), 0, inflation.length(), StandardCharsets.US_ASCII);
    }
}
