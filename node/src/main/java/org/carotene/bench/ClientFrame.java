package org.carotene.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a WebSocket client writes. Its masking key is zero: allowed, and the payload stays as it is. */
final class ClientFrame {

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASK_BYTES = 4;

    private ClientFrame() {}

    static byte[] upgradeRequest(Target target, String path, List<String> headers) {
        String more = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
        return ("GET " + path + " HTTP/1.1\r\nHost: " + target + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + more
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Appends a whole frame. */
    static void put(ByteSink into, boolean binary, ByteSink payload) {
        int length = payload.length();
        int lengthBytes = length < TWO_BYTES ? 0 : length <= 0xffff ? 2 : 8;
        int at = into.grow(2 + lengthBytes + MASK_BYTES);
        byte[] bytes = into.bytes();
        bytes[at] = (byte) (binary ? BINARY : TEXT);
        bytes[at + 1] = (byte) (MASKED | (lengthBytes == 0 ? length : lengthBytes == 2 ? TWO_BYTES : EIGHT_BYTES));
        for (int i = 0; i < lengthBytes; i++) {
            bytes[at + 2 + i] = (byte) ((long) length >>> (8 * (lengthBytes - 1 - i)));
        }
        for (int i = 0; i < MASK_BYTES; i++) {
            bytes[at + 2 + lengthBytes + i] = 0;
        }
        into.put(payload.bytes(), 0, length);
    }
}
