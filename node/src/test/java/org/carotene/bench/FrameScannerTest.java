package org.carotene.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

final class FrameScannerTest {

    private static final int PING = 0x89;

    @Test
    void scan_framesOfAllKindsCutAnywhere_findsEachStampOnceInOrder() {
        FrameScanner.Memory memory = new FrameScanner.Memory();
        for (int round = 0; round < 200; round++) {
            Random random = new Random(round);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            List<Long> written = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                long nanos = random.nextLong(1L << 40);
                byte[] text = message(nanos, 20 + random.nextInt(random.nextInt(8) == 0 ? 100_000 : 500));
                stream.writeBytes(random.nextBoolean() ? frame(0x81, text) : frame(0xC1, deflated(text)));
                written.add(nanos);
                stream.writeBytes(random.nextInt(4) == 0 ? frame(PING, new byte[0]) : new byte[0]);
            }

            List<Long> found = new ArrayList<>();
            byte[] all = stream.toByteArray();
            FrameScanner scanner = new FrameScanner(memory);
            for (int at = 0; at < all.length; ) {
                int length = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 7 : 3000));
                byte[] read = new byte[StampScanner.CARRY_BYTES + length];
                System.arraycopy(all, at, read, StampScanner.CARRY_BYTES, length);
                scanner.scan(read, length, found::add);
                at += length;
            }

            assertThat(found).as("round %d", round).isEqualTo(written);
        }
    }

    private static byte[] message(long nanos, int length) {
        ByteSink message = new ByteSink();
        MessageText.of("{\"message\":\"${payload}\"}").write(message, 0, new byte[0], Padding.of(length, true), nanos);
        String text = new String(message.bytes(), 0, message.length(), StandardCharsets.US_ASCII);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] deflated(byte[] text) {
        Deflater deflater = new Deflater(1, true);
        deflater.setInput(text);
        byte[] made = new byte[text.length + 100];
        int length = deflater.deflate(made, 0, made.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(made, length - 4);
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }
}
