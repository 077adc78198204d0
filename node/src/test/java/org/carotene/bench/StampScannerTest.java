package org.carotene.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StampScannerTest {

    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(ints = {Stamp.BYTES, Stamp.BYTES + 1, 100, 5000})
    void scan_streamCutAnywhere_findsEachStampOnceInOrder(int payloadBytes) {
        Random random = new Random(payloadBytes);
        for (int round = 0; round < ROUNDS; round++) {
            List<Long> written = new ArrayList<>();
            byte[] stream = stream(random, payloadBytes, written);

            assertThat(scanned(random, payloadBytes, stream))
                    .as("round %d", round)
                    .isEqualTo(written);
        }
    }

    @Test
    void scan_whatLooksLikeAStamp_isNone() {
        byte[] stream = "@@@@@@@@00000000000g @@@@@@@0123456789ab @@@@@@@@@@@@ end".getBytes(StandardCharsets.US_ASCII);

        assertThat(scanned(new Random(1), 100, stream)).isEmpty();
    }

    private static byte[] stream(Random random, int payloadBytes, List<Long> written) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = random.nextInt(6); i >= 0; i--) {
            stream.writeBytes(noise(random));
            long nanos = random.nextLong(1L << 48);
            ByteSink message = new ByteSink();
            MessageText.of("{\"message\":\"${payload}\"}")
                    .write(message, 0, new byte[0], Padding.of(payloadBytes - Stamp.BYTES, false), nanos);
            stream.write(message.bytes(), 0, message.length());
            written.add(nanos);
        }
        stream.writeBytes(noise(random));
        return stream.toByteArray();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(60)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextInt(4) == 0 ? '@' : random.nextInt(256));
        }
        // Eight in a row would be a mark; the last must not lengthen the one behind it.
        for (int i = 7; i < noise.length; i += 7) {
            noise[i] = '.';
        }
        if (noise.length > 0) {
            noise[noise.length - 1] = '.';
        }
        return noise;
    }

    private static List<Long> scanned(Random random, int payloadBytes, byte[] stream) {
        StampScanner scanner = new StampScanner(payloadBytes);
        List<Long> found = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int length = Math.min(1 + random.nextInt(random.nextBoolean() ? 8 : 4000), stream.length - at);
            byte[] read = new byte[StampScanner.CARRY_BYTES + length];
            System.arraycopy(stream, at, read, StampScanner.CARRY_BYTES, length);
            scanner.scan(read, length, found::add);
            at += length;
        }
        return found;
    }
}
