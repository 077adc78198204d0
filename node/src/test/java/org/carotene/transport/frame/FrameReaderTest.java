package org.carotene.transport.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.carotene.transport.frame.FrameReader.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of clients, as RFC 6455 has them and as it has not. */
class FrameReaderTest {

    private static final int MAX_BYTES = 70_000;

    private final FrameReader reader = new FrameReader();
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 125, 126, 127, 65_535, 65_536, MAX_BYTES})
    void frame_ofAnyLength_isUnmaskedWhereItLies(int length) {
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        ByteBuffer in = ByteBuffer.allocate(length + 100).position(random.nextInt(50));
        in.slice().put(frame(0x81, payload));
        int start = in.position();
        in.limit(start + frame(0x81, payload).length);

        assertThat(reader.read(in, MAX_BYTES, false)).isEqualTo(Outcome.FRAME);

        assertThat(in.hasRemaining()).isFalse();
        assertThat(reader.opcode()).isEqualTo(FrameReader.TEXT);
        assertThat(reader.isLast()).isTrue();
        assertThat(ByteBuffer.wrap(reader.array(), reader.offset(), reader.length()))
                .isEqualTo(ByteBuffer.wrap(payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 125, 126, 3000, 65_536})
    void part_ofAFrame_staysUntilTheRestIsThere(int length) {
        byte[] frame = frame(0x82, new byte[length]);
        int looks = 0;

        for (int there = 0; there < frame.length; there = reader.neededBytes()) {
            ByteBuffer in = ByteBuffer.wrap(frame.clone(), 0, there);
            assertThat(reader.read(in, MAX_BYTES, false)).isEqualTo(Outcome.PART);
            assertThat(in.position()).isZero();
            assertThat(reader.neededBytes()).isBetween(there + 1, frame.length);
            looks++;
        }

        assertThat(looks).as("nothing, the first two bytes, the header").isLessThanOrEqualTo(3);
        assertThat(reader.read(ByteBuffer.wrap(frame), MAX_BYTES, false)).isEqualTo(Outcome.FRAME);
    }

    @Test
    void header_ofAFrameThatIsTooLong_isEnough() {
        byte[] frame = frame(0x81, new byte[MAX_BYTES + 1]);
        byte[] negative = frame.clone();
        negative[2] = (byte) 0x80;

        assertThat(reader.read(ByteBuffer.wrap(frame, 0, 14), MAX_BYTES, false)).isEqualTo(Outcome.TOO_LONG);
        assertThat(reader.read(ByteBuffer.wrap(negative, 0, 14), MAX_BYTES, false))
                .isEqualTo(Outcome.TOO_LONG);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "81, 05, no mask",
        "A1, 85, RSV2",
        "91, 85, RSV3",
        "C1, 85, RSV1 without an agreement",
        "83, 85, an opcode that means nothing",
        "8B, 85, a control opcode that means nothing",
        "09, 85, a ping in fragments",
        "08, 82, a close in fragments",
        "89, FE, a long ping"
    })
    void frame_thatNoClientMaySend_isWrong(String first, String second, String why) {
        byte[] header = {(byte) Integer.parseInt(first, 16), (byte) Integer.parseInt(second, 16)};

        assertThat(reader.read(ByteBuffer.wrap(header), MAX_BYTES, false))
                .as(why)
                .isEqualTo(Outcome.WRONG);
    }

    @Test
    void deflated_whereItHasBeenAgreedTo_onFirstFramesAlone() {
        assertThat(reader.read(ByteBuffer.wrap(frame(0xC1, new byte[3])), MAX_BYTES, true))
                .isEqualTo(Outcome.FRAME);
        assertThat(reader.isDeflated()).isTrue();
        assertThat(reader.read(ByteBuffer.wrap(frame(0xC0, new byte[3])), MAX_BYTES, true))
                .isEqualTo(Outcome.WRONG);
        assertThat(reader.read(ByteBuffer.wrap(frame(0xC9, new byte[3])), MAX_BYTES, true))
                .isEqualTo(Outcome.WRONG);
    }

    private byte[] frame(int first, byte[] payload) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(length + FrameReader.MAX_HEADER_BYTES);
        frame.put((byte) first);
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }
}
