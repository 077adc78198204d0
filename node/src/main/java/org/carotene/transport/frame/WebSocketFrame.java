package org.carotene.transport.frame;

import java.nio.ByteBuffer;
import org.carotene.session.Disconnect;

/**
 * The frames that a server sends, written as complete bytes.
 *
 * <p>RFC 6455, section 5.2: a server does not mask, so a frame is the same for every client that receives it.
 */
public final class WebSocketFrame {

    /** The longest header of an unmasked frame. */
    static final int MAX_HEADER_BYTES = 10;

    private static final int FIN = 0x80;

    /** RFC 7692, section 6: the message is compressed. */
    private static final int DEFLATED = 0x40;

    private static final int TEXT = 0x1;
    private static final int PONG = 0xA;
    private static final int CLOSE = 0x8;

    private WebSocketFrame() {}

    /** Puts the header of a whole text message of that many bytes. */
    public static void putTextHeader(ByteBuffer buffer, int length) {
        putHeader(buffer, FIN | TEXT, length);
    }

    /** Puts the header of a whole text message that takes that many bytes compressed. */
    static void putDeflatedTextHeader(ByteBuffer buffer, int length) {
        putHeader(buffer, FIN | DEFLATED | TEXT, length);
    }

    private static void putHeader(ByteBuffer buffer, int first, int length) {
        buffer.put((byte) first);
        if (length < 126) {
            buffer.put((byte) length);
        } else if (length < 65_536) {
            buffer.put((byte) 126).putShort((short) length);
        } else {
            buffer.put((byte) 127).putLong(length);
        }
    }

    /** How many bytes the whole frame of a text message of that many bytes takes. */
    public static int textFrameBytes(int length) {
        int header = length < 126 ? 2 : length < 65_536 ? 4 : MAX_HEADER_BYTES;
        return header + length;
    }

    /** A pong that answers a ping with the same application data, which is at most 125 bytes. */
    public static ByteBuffer pong(ByteBuffer data) {
        return control(PONG, data);
    }

    /** A close frame that says nothing more. */
    public static ByteBuffer close() {
        return control(CLOSE, ByteBuffer.allocate(0));
    }

    /** A close frame for that reason. */
    public static ByteBuffer close(Disconnect reason) {
        return close(reason.code(), reason.textBytes());
    }

    /** A close frame with that status. */
    public static ByteBuffer close(int code, byte[] reason) {
        ByteBuffer payload = ByteBuffer.allocate(2 + reason.length);
        payload.putShort((short) code).put(reason).flip();
        return control(CLOSE, payload);
    }

    private static ByteBuffer control(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        if (length > 125) {
            throw new IllegalArgumentException("control frame payload: " + length + " (expected: 0..125)");
        }
        ByteBuffer frame = ByteBuffer.allocate(2 + length);
        return frame.put((byte) (FIN | opcode)).put((byte) length).put(payload).flip();
    }
}
