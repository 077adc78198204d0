package org.carotene.presence.row;

/**
 * The arithmetic of linear hashing: which of n buckets a hash belongs to, when n grows and shrinks one at a time.
 *
 * <p>The next bucket to be made always takes half of one known bucket, so that growth moves few users and the number of
 * buckets alone says where everybody is.
 */
public final class LinearHashing {

    private LinearHashing() {}

    public static int bucketOf(long hash, int buckets) {
        int half = Integer.highestOneBit(buckets);
        int bucket = (int) (hash & (2L * half - 1));
        return bucket < buckets ? bucket : bucket - half;
    }

    /** How many low bits of the hash all users of the bucket have in common. */
    public static int depthOf(int bucket, int buckets) {
        int half = Integer.highestOneBit(buckets);
        int level = Integer.numberOfTrailingZeros(half);
        return bucket < buckets - half || bucket >= half ? level + 1 : level;
    }

    /** The bucket that shares its users with the last one: it is split to make that one, and gets them back. */
    public static int partnerOfLast(int buckets) {
        int last = buckets - 1;
        return last - Integer.highestOneBit(last);
    }
}
