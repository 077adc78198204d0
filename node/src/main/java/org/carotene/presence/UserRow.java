package org.carotene.presence;

/**
 * The users of one bucket as they lie in their row, in the order of their names.
 *
 * @param version of this row
 * @param depth how the users are divided, {@link LinearHashing#depthOf}
 * @param count how many users
 * @param bytes the row
 * @param start where the first user begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UserRow(long version, int depth, int count, byte[] bytes, int start) {

    UserCursor cursor() {
        return new UserCursor(bytes, start, count);
    }
}
