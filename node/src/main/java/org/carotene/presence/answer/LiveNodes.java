package org.carotene.presence.answer;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The nodes whose rows count, as one node sees the cluster.
 *
 * @param version of the topology; grows with each change
 * @param self the incarnation of the node itself
 * @param incarnations of all nodes that run the plugin, this one included, in order, and of those that linger
 * @param lingering those of nodes that have gone, whose users count for a while still; known to the node itself alone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LiveNodes(long version, long self, long[] incarnations, long[] lingering) {

    /** All of both, in order, each once. */
    public static long[] union(long[] some, long[] more) {
        return LongStream.concat(LongStream.of(some), LongStream.of(more))
                .sorted()
                .distinct()
                .toArray();
    }

    public boolean alone() {
        return incarnations.length == 1 && incarnations[0] == self;
    }

    boolean has(long incarnation) {
        return Arrays.binarySearch(incarnations, incarnation) >= 0;
    }

    /**
     * Whether rows of that incarnation are left-overs: the node has been in the cluster, and is no longer. A row of one
     * that this node has not heard of yet is not.
     */
    public boolean gone(long incarnation) {
        return incarnation <= version && !has(incarnation);
    }
}
