package org.carotene.presence;

import org.jspecify.annotations.Nullable;

/**
 * The users of one bucket as they lie in their row, in the order of their names.
 *
 * @param version of this row
 * @param depth how the users are divided, {@link LinearHashing#depthOf}
 * @param count how many users
 * @param bytes the row
 * @param start where the first user begins
 * @param starts where each user begins, or null while nobody has asked for it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UserRow(long version, int depth, int count, byte[] bytes, int start, int @Nullable [] starts) {

    UserRow(long version, int depth, int count, byte[] bytes, int start) {
        this(version, depth, count, bytes, start, null);
    }

    UserCursor cursor() {
        return new UserCursor(bytes, start, count);
    }

    /** The same row, in which a user is found without walking over all that come before. */
    UserRow indexed() {
        int[] found = new int[count];
        BytesIn in = new BytesIn(bytes, start);
        for (int i = 0; i < count; i++) {
            found[i] = in.position();
            in.skip(in.count());
        }
        return new UserRow(version, depth, count, bytes, start, found);
    }

    /** How many bytes of memory it takes, about. */
    long size() {
        return bytes.length + (starts == null ? 0 : 4L * starts.length);
    }

    /** Moves a new cursor of this row to the first user behind that one; whether there is any. */
    boolean moveBehind(UserCursor cursor, byte[] user) {
        if (starts == null) {
            return cursor.nextAfter(user);
        }
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            cursor.seek(starts[middle], 1);
            if (cursor.next() && cursor.compareTo(user) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == count) {
            return false;
        }
        cursor.seek(starts[low], count - low);
        return cursor.next();
    }
}
