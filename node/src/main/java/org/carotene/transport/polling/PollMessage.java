package org.carotene.transport.polling;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.carotene.cluster.WireVersion;

/** A client's message on its way to the owner of the client's polling id; bytes on the way. */
final class PollMessage {

    private static final String WHAT = "message of a polling client";
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

    /** @param version one that the owner of the id reads */
    byte[] bytes(int version) {
        return ByteBuffer.allocate(HEADER_BYTES + text.length)
                .put((byte) version)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(text)
                .array();
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none, or of a version that this node does not read
     */
    static PollMessage of(byte[] bytes) {
        WireVersion.ofFrame(WHAT, bytes);
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalArgumentException(
                    WHAT + ": " + bytes.length + " bytes (expected: " + HEADER_BYTES + " or more)");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        UUID id = new UUID(in.getLong(), in.getLong());
        byte[] text = new byte[in.remaining()];
        in.get(text);
        return new PollMessage(id, text);
    }
}
