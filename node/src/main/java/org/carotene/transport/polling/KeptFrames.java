package org.carotene.transport.polling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames that a polling id keeps between two polls, in order, and those of the answer that is on its way.
 *
 * <p>The arrays are those of the publications, shared by all who got them: an id holds references. Lane only.
 */
final class KeptFrames {

    /** What a frame costs beside its bytes, so that empty ones are bounded too. */
    private static final int FRAME_OVERHEAD_BYTES = 16;

    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(2);
    private List<byte[]> underWay = List.of();
    private long bytes;

    /** Keeps a frame, or refuses it when that and what is under way would be more than the bound. */
    boolean add(byte[] frame, long maxBytes) {
        if (bytes + cost(frame) > maxBytes) {
            return false;
        }
        bytes += cost(frame);
        frames.add(frame);
        return true;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** What is kept and under way. */
    long bytes() {
        return bytes;
    }

    /** Makes one JSON array of the first, up to that many bytes or one frame; it is under way from now on. */
    byte[] take(int maxBytes) {
        List<byte[]> taken = new ArrayList<>(frames.size());
        long length = 0;
        for (byte[] next = frames.peek(); next != null; next = frames.peek()) {
            length += next.length + 1;
            if (length > maxBytes && !taken.isEmpty()) {
                break;
            }
            taken.add(frames.remove());
        }
        underWay = taken;
        return array(taken);
    }

    /** Forgets what was under way. */
    void arrived() {
        for (byte[] frame : underWay) {
            bytes -= cost(frame);
        }
        underWay = List.of();
    }

    /** Puts what was under way back in front of what has come since. */
    void putBack() {
        for (int i = underWay.size() - 1; i >= 0; i--) {
            frames.addFirst(underWay.get(i));
        }
        underWay = List.of();
    }

    void clear() {
        frames.clear();
        underWay = List.of();
        bytes = 0;
    }

    private static byte[] array(List<byte[]> frames) {
        int length = 1;
        for (byte[] frame : frames) {
            length += frame.length + 1;
        }
        byte[] array = new byte[Math.max(length, 2)];
        Arrays.fill(array, (byte) ',');
        int at = 1;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, array, at, frame.length);
            at += frame.length + 1;
        }
        array[0] = '[';
        array[array.length - 1] = ']';
        return array;
    }

    private static long cost(byte[] frame) {
        return (long) frame.length + FRAME_OVERHEAD_BYTES;
    }
}
