package org.carotene.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The version of all bytes that nodes say to each other or leave in the cache for each other, one number for a release.
 *
 * <p>A node reads its own version and the one before, tells the others which it is ({@link NodeAttributes#BUS}), and writes
 * to each the newest that both read. So releases whose numbers are one apart run side by side, and a cluster is upgraded
 * node by node; what is further apart is refused at the door.
 */
public final class WireVersion {

    /** What this node writes to its like, and the newest that it reads. */
    public static final int NEWEST = 1;

    /** The oldest that it reads. */
    public static final int OLDEST = Math.max(1, NEWEST - 1);

    private WireVersion() {}

    /** What to write for a node of that version. */
    public static int with(int other) {
        return Math.min(NEWEST, other);
    }

    /** Whether this node reads it. */
    public static boolean isRead(int version) {
        return version >= OLDEST && version <= NEWEST;
    }

    /**
     * The version of a question, an answer or another frame: its first byte.
     *
     * @param what the frame, in words
     * @throws IllegalArgumentException if this node does not read it
     */
    public static int ofFrame(String what, byte[] frame) {
        int version = frame.length == 0 ? 0 : frame[0] & 0xFF;
        if (!isRead(version)) {
            throw new IllegalArgumentException(
                    what + ": version " + version + " (expected: " + OLDEST + ".." + NEWEST + ")");
        }
        return version;
    }

    /** Whether nodes of these two versions read each other. */
    public static boolean fit(int one, int other) {
        return Math.abs(one - other) <= 1;
    }

    /** The attribute of a node as a number; a node that does not tell is of the first version. */
    public static int of(@Nullable Object attribute) {
        return attribute instanceof Integer version ? version : 1;
    }
}
