package org.carotene.transport.websocket;

import java.util.Arrays;
import org.carotene.transport.frame.FrameReader;

/** A message of which not all fragments have come. On the lane. */
final class Fragments {

    private byte[] bytes = new byte[0];
    private int length;

    /** Adds the next one; together they are not longer than that. */
    void add(FrameReader frame, int maxBytes) {
        int together = length + frame.length();
        if (together > bytes.length) {
            // Twice as large each time, or a message in many fragments would be copied for each of them.
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(together, 2L * bytes.length)));
        }
        System.arraycopy(frame.array(), frame.offset(), bytes, length, frame.length());
        length = together;
    }

    /** What has come so far, from 0 to {@link #length()}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
