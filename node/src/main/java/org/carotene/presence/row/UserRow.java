package org.carotene.presence.row;

/**
 * Users in the order of their names, one behind the other: those of one bucket as they lie in their row, or a part of a
 * {@code UserRun}.
 *
 * @param version of this row
 * @param depth how the users are divided, {@link LinearHashing#depthOf}
 * @param count how many users
 * @param bytes the row
 * @param start where the first user begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record UserRow(long version, int depth, int count, byte[] bytes, int start) {

    /** What a row takes beside its bytes: the object, the head of the array, the place in a list. */
    private static final long OBJECT_BYTES = 64;

    public UserCursor cursor() {
        return new UserCursor(this);
    }

    /** How many bytes of memory it takes, about. */
    public long size() {
        return OBJECT_BYTES + bytes.length;
    }
}
