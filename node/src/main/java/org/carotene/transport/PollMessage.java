package org.carotene.transport;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A client's message on its way to the owner of the client's polling id; bytes on the way. */
final class PollMessage {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 17;

    private final UUID id;
    private final byte[] text;

    PollMessage(UUID id, byte[] text) {
        this.id = id;
        this.text = text;
    }

    UUID id() {
        return id;
    }

    byte[] text() {
        return text;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER_BYTES + text.length)
                .put(VERSION)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(text)
                .array();
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none, or of another version
     */
    static PollMessage of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
            throw new IllegalArgumentException("message of a polling client: " + bytes.length + " bytes (expected: "
                    + HEADER_BYTES + " or more, the first of them 1)");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        UUID id = new UUID(in.getLong(), in.getLong());
        byte[] text = new byte[in.remaining()];
        in.get(text);
        return new PollMessage(id, text);
    }
}
