package org.carotene.presence.row;

import org.carotene.cluster.WireVersion;

/**
 * The rows of the presence cache as bytes; every row begins with the version of its form and with its kind.
 *
 * <p>A node that runs another version of Carotene meets them: they are written in the oldest {@link WireVersion} of the
 * cluster's nodes, and what is not known is refused by name, not guessed.
 */
public final class RowCodec {

    private static final int WHOLE = 1;
    private static final int HEADER = 2;
    private static final int BUCKET = 3;

    private RowCodec() {}

    /** Row 0 while there is one bucket. */
    public static byte[] whole(int wire, long version, String[] users) {
        return users(begin(wire, WHOLE, version, users.length), users);
    }

    /** Row 0 while there are several. */
    public static byte[] header(int wire, long version, int total, long[] versions) {
        BytesOut out = new BytesOut(16 + versions.length * 4).octet(wire).octet(HEADER);
        out.number(version).number(total).number(versions.length);
        for (long bucket : versions) {
            // A bucket is never newer than the header that names it, so the distance is short and not negative.
            out.number(version - bucket);
        }
        return out.toBytes();
    }

    /** A row of users beside row 0. */
    public static byte[] bucket(int wire, long version, int depth, String[] users) {
        return users(begin(wire, BUCKET, version, users.length).octet(depth), users);
    }

    /** Reads row 0, of any of the forms that it has; other bytes are refused with {@link MalformedBytesException}. */
    public static Header readHeader(byte[] row) {
        BytesIn in = new BytesIn(row);
        int kind = kind(in);
        long version = in.number();
        if (kind == WHOLE) {
            int count = in.count();
            return new Header(version, count, new long[0], new UserRow(version, 0, count, row, in.position()));
        }
        if (kind != HEADER) {
            throw new MalformedBytesException(
                    "kind of row 0: " + kind + " (expected: " + WHOLE + " or " + HEADER + ")");
        }
        int total = (int) in.number();
        long[] versions = new long[in.count()];
        for (int i = 0; i < versions.length; i++) {
            versions[i] = version - in.number();
        }
        return new Header(version, total, versions, null);
    }

    /** Reads a row beside row 0. */
    public static UserRow readBucket(byte[] row) {
        BytesIn in = new BytesIn(row);
        int kind = kind(in);
        if (kind != BUCKET) {
            throw new MalformedBytesException("kind of row: " + kind + " (expected: " + BUCKET + ")");
        }
        long version = in.number();
        int depth = in.octet();
        int count = in.count();
        return new UserRow(version, depth, count, row, in.position());
    }

    private static BytesOut begin(int wire, int kind, long version, int users) {
        return new BytesOut(16 + users * 16).octet(wire).octet(kind).number(version);
    }

    private static byte[] users(BytesOut out, String[] users) {
        out.number(users.length);
        for (String user : users) {
            out.text(user);
        }
        return out.toBytes();
    }

    private static int kind(BytesIn in) {
        int version = in.octet();
        if (!WireVersion.isRead(version)) {
            throw new MalformedBytesException("version of row: " + version + " (expected: " + WireVersion.OLDEST + ".."
                    + WireVersion.NEWEST + ")");
        }
        return in.octet();
    }
}
