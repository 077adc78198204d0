package org.carotene.presence.member;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.carotene.channel.ChannelName;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.answer.RowAnswers;
import org.carotene.presence.row.RowBatch;

/**
 * The presence rows of one cluster, from the moment a node has come into it until it leaves.
 *
 * <p>{@link #nodes}, {@link #partition} and {@link #holders} do not block; the others may, while another node hangs, so
 * they are called on threads that may wait. After {@link #close} all of them may throw.
 */
public interface PresenceStore {

    /** Opens the store of a cluster; may block for as long as that takes. */
    interface Opener {

        /**
         * Opens it, and has it answer other nodes' questions from then on.
         *
         * @param answers for questions about the rows that lie on this node
         * @throws RuntimeException if the cluster does not give it now; asking again may help
         */
        PresenceStore open(RowAnswers answers);
    }

    /** Whose rows count now. */
    LiveNodes nodes();

    /** The newest version in which all of them read rows. */
    int wireVersion();

    /** Which part of the rows the channel belongs to; all rows of a partition lie on the same nodes. */
    int partition(ChannelName channel);

    /** The living nodes where the rows of the partition lie, the first copy's first; empty while nobody is known. */
    List<UUID> holders(int partition);

    /**
     * Puts and removes the rows of the batch; each is the caller's own, and in no other batch that is not acknowledged.
     *
     * @return done when the first copies have it, failed when that is in doubt; completes on any thread, which must not be
     *     blocked
     */
    CompletionStage<Void> write(RowBatch batch);

    /** Asks one of the holders, in a form that it reads; completes on any thread, which must not be blocked. */
    CompletionStage<byte[]> ask(UUID holder, Question question);

    /**
     * The partitions that nobody has kept since the last call: what was written there before may be gone.
     *
     * <p>Called by one thread at a time.
     */
    Set<Integer> lostPartitions();

    /** Whether the holders have caught up with the last change of the cluster. */
    boolean settled();

    /** Removes rows of nodes that are gone from this node's first copies; returns how many. */
    long removeLeftOvers();

    /** Answers no more questions. Does not wait for anything. */
    void close();
}
