package org.carotene.presence.row;

import java.util.Arrays;

/** Walks the users of rows without making a string of each; stands on the first one after the first {@link #next}. */
public final class UserCursor implements Comparable<UserCursor> {

    /** A user by its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Place(byte[] bytes, int start, int length) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return Arrays.compareUnsigned(
                    bytes, start, start + length, other.bytes, other.start, other.start + other.length);
        }
    }

    private final UserRow[] rows;
    private int nextRow;
    private byte[] bytes = {};
    private BytesIn in = new BytesIn(bytes);
    private int left;
    private int start;
    private int length;

    /** @param rows all users of one before those of the next */
    public UserCursor(UserRow... rows) {
        this(0, rows);
    }

    /** As above, beginning with that row. */
    public UserCursor(int from, UserRow... rows) {
        this.rows = rows;
        this.nextRow = from;
    }

    /** Whether there is another user; it is the current one then. */
    public boolean next() {
        while (left == 0) {
            if (nextRow == rows.length) {
                return false;
            }
            open(rows[nextRow++]);
        }
        left--;
        length = in.count();
        start = in.position();
        in.skip(length);
        return true;
    }

    private void open(UserRow row) {
        bytes = row.bytes();
        in = new BytesIn(bytes, row.start());
        left = row.count();
    }

    /** Goes on to the first user behind the given one; whether there is any. */
    public boolean nextAfter(byte[] user) {
        while (next()) {
            if (compareTo(user) > 0) {
                return true;
            }
        }
        return false;
    }

    public int compareTo(byte[] user) {
        return Arrays.compareUnsigned(bytes, start, start + length, user, 0, user.length);
    }

    public int compareTo(Place place) {
        return Arrays.compareUnsigned(
                bytes, start, start + length, place.bytes, place.start, place.start + place.length);
    }

    public Place place() {
        return new Place(bytes, start, length);
    }

    public boolean isOn(Place place) {
        return length == place.length
                && Arrays.equals(bytes, start, start + length, place.bytes, place.start, place.start + place.length);
    }

    @Override
    public int compareTo(UserCursor other) {
        return Arrays.compareUnsigned(
                bytes, start, start + length, other.bytes, other.start, other.start + other.length);
    }

    public void writeTo(BytesOut out) {
        out.text(bytes, start, length);
    }

    /** A hash of 64 bits (FNV-1a, mixed); two of a million users share one once in 37 million such channels. */
    public long hash() {
        long hash = 0xCBF29CE484222325L;
        for (int i = start; i < start + length; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        return hash ^ (hash >>> 33);
    }
}
