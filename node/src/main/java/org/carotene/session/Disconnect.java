package org.carotene.session;

import java.nio.charset.StandardCharsets;

/**
 * Why this node ends a connection, with the WebSocket close code that tells the client.
 *
 * <p>Codes below 4000 are those of RFC 6455, section 7.4.
 */
public enum Disconnect {
    IDLE(1000, "nothing received for the idle time-out"),
    GOING_AWAY(1001, "node stops"),
    BAD_FRAME(1002, "frame is not as RFC 6455 has it"),
    BAD_DATA(1007, "text is not UTF-8"),
    BAD_DEFLATE(1007, "message is not what DEFLATE makes"),
    TOO_BIG(1009, "message too big"),
    FAILED(1011, "internal error"),
    RESTART(1012, "node leaves, connect again"),
    TOO_MANY(1013, "node is full, try again later"),
    SLOW(4008, "client does not read fast enough"),
    SENT_AWAY(4009, "disconnected by the operator, connect again"),
    SENT_AWAY_FOR_GOOD(4509, "disconnected by the operator, do not connect again");

    private final int code;
    private final String text;

    Disconnect(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    /** A short English text, at most 123 bytes. */
    public String text() {
        return text;
    }

    /** The text in UTF-8, as it goes into a close frame. */
    public byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
