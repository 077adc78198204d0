package org.carotene.transport.polling;

import java.util.Arrays;
import org.carotene.cluster.WireVersion;

/** What the owner of a polling id answers to the node that has asked; bytes on the way. */
final class PollReply {

    private static final int HEADER_BYTES = 2;

    private final PollAnswer answer;
    private final byte[] frames;

    private PollReply(PollAnswer answer, byte[] frames) {
        this.answer = answer;
        this.frames = frames;
    }

    static PollReply of(PollAnswer answer) {
        return new PollReply(answer, new byte[0]);
    }

    /** With frames, a JSON array. */
    static PollReply ofFrames(byte[] frames) {
        return new PollReply(PollAnswer.FRAMES, frames);
    }

    PollAnswer answer() {
        return answer;
    }

    /** A JSON array; empty unless the answer is {@link PollAnswer#FRAMES}. */
    byte[] frames() {
        return frames;
    }

    /** @param version that of the question */
    byte[] bytes(int version) {
        byte[] bytes = new byte[HEADER_BYTES + frames.length];
        bytes[0] = (byte) version;
        bytes[1] = (byte) answer.code();
        System.arraycopy(frames, 0, bytes, HEADER_BYTES, frames.length);
        return bytes;
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException if it is none, or of a version that this node does not read
     */
    static PollReply of(byte[] bytes) {
        WireVersion.ofFrame("answer about a poll", bytes);
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalArgumentException("answer about a poll: " + bytes.length + " bytes (expected: 2 or more)");
        }
        return new PollReply(PollAnswer.of(bytes[1]), Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
    }
}
