package org.carotene.transport.polling;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.carotene.cluster.WireVersion;

/**
 * What one node asks the owner of a polling id, on behalf of a client that has come to it; bytes on the way.
 *
 * @param id the client's id
 * @param ticket the asking node's own number for one poll, so that what becomes of its answer can be told later; never
 *     used twice
 */
record PollQuestion(Kind kind, UUID id, long ticket) {

    private static final String WHAT = "question about a poll";
    private static final int BYTES = 26;

    /** The codes cross the wire and are never renumbered. */
    enum Kind {
        /** Is there anything for the client? */
        POLL(1),
        /** The answer to that poll has reached the client's system. */
        ARRIVED(2),
        /** It has not, and the frames are still the client's. */
        NOT_ARRIVED(3);

        private static final Kind[] ALL = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            if (code < 1 || code > ALL.length) {
                throw new IllegalArgumentException(WHAT + ": kind " + code + " (expected: 1..3)");
            }
            return ALL[code - 1];
        }
    }

    /** @param version one that the node which is asked reads */
    byte[] bytes(int version) {
        return ByteBuffer.allocate(BYTES)
                .put((byte) version)
                .put((byte) kind.code)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(ticket)
                .array();
    }

    /**
     * Reads a question; what a newer node has put behind it is left alone.
     *
     * @throws IllegalArgumentException if it is none, or of a version that this node does not read
     */
    static PollQuestion of(byte[] bytes) {
        try {
            WireVersion.ofFrame(WHAT, bytes);
            ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
            return new PollQuestion(Kind.of(in.get()), new UUID(in.getLong(), in.getLong()), in.getLong());
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(WHAT + ": " + bytes.length + " bytes (expected: " + BYTES + ")", e);
        }
    }
}
