package org.carotene.transport.websocket;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Makes clients' compressed messages what they were, up to a bound that no compression gets past.
 *
 * <p>Each message is compressed by itself (client_no_context_takeover), so a lane needs one of these for all its
 * connections, and no connection owns one. One thread; the result is good until the next call.
 */
final class Inflation {

    private static final int FIRST_BYTES = 4096;
    private static final int KEPT_BYTES = 128 * 1024;

    /** What the client has left out at the end of its message: RFC 7692, section 7.2.2. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    /** How often a client may end its last block within a message; each time costs as much as some kilobytes do. */
    private static final int MAX_ENDS = 16;

    private final Inflater inflater = new Inflater(true);
    private byte[] buffer = new byte[FIRST_BYTES];
    private int length;

    /** How many bytes a compressed message may have that makes that many: DEFLATE makes some of them a little longer. */
    static int maxDeflatedBytes(int messageBytes) {
        return messageBytes + messageBytes / 64 + 64;
    }

    /**
     * Inflates a message.
     *
     * @return false when it would have more than {@code maxBytes}; not more than that is made of it
     * @throws DataFormatException if it is not what DEFLATE makes
     */
    boolean inflate(byte[] deflated, int offset, int deflatedBytes, int maxBytes) throws DataFormatException {
        length = 0;
        try {
            inflater.setInput(deflated, offset, deflatedBytes);
            boolean fits = run(maxBytes);
            // A client may end its last block, and begin anew behind it.
            for (int ends = 1; fits && inflater.finished() && inflater.getRemaining() > 0; ends++) {
                if (ends > MAX_ENDS) {
                    throw new DataFormatException("more than " + MAX_ENDS + " last blocks");
                }
                int left = inflater.getRemaining();
                inflater.reset();
                inflater.setInput(deflated, offset + deflatedBytes - left, left);
                fits = run(maxBytes);
            }
            if (fits && !inflater.finished()) {
                inflater.setInput(TAIL);
                fits = run(maxBytes);
            }
            return fits;
        } finally {
            inflater.reset();
        }
    }

    /** The message's bytes, from 0 to {@link #length()}. */
    byte[] bytes() {
        return buffer;
    }

    int length() {
        return length;
    }

    /** The bytes have been used: gives back a buffer that is too large to keep. */
    void release() {
        if (buffer.length > KEPT_BYTES) {
            buffer = new byte[FIRST_BYTES];
        }
    }

    private boolean run(int maxBytes) throws DataFormatException {
        while (true) {
            int made = inflater.inflate(buffer, length, Math.min(buffer.length, maxBytes + 1) - length);
            length += made;
            if (length > maxBytes) {
                return false;
            }
            if (inflater.finished()) {
                return true;
            }
            if (inflater.needsDictionary()) {
                throw new DataFormatException("needs a dictionary");
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min((long) buffer.length * 2, maxBytes + 1L));
            } else if (made == 0 || inflater.needsInput()) {
                return true;
            }
        }
    }
}
