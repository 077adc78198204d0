package org.carotene.presence.row;

import org.jspecify.annotations.Nullable;

/**
 * Row 0 of a node's members of a channel: how many there are, and which rows hold them.
 *
 * @param version of this row; a node never gives the same one twice
 * @param total how many distinct users of the node are present
 * @param versions of each bucket's row when this header was written, empty where the users are in row 0 itself
 * @param users the users, while there is one bucket, else null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Header(
        long version, int total, long[] versions, @Nullable UserRow users) {

    public int buckets() {
        return users == null ? versions.length : 1;
    }

    /** Whether the row of the bucket belongs to this header or to a later one with the same division of users. */
    boolean fits(int bucket, UserRow row) {
        return row.depth() == LinearHashing.depthOf(bucket, buckets()) && row.version() >= versions[bucket];
    }
}
