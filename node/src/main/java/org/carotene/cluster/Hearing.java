package org.carotene.cluster;

import java.util.Optional;
import org.carotene.cluster.BusHealth.Deafness;

/**
 * Whether this node and another hear each other, which Ignite's failure detection does not tell: it watches the ring, and
 * messages take other connections.
 *
 * <p>Counted in beats of this node, one a second, not in time: a node that was halted for a while, by a garbage collection or
 * by its machine, has to look again before it blames another. Any message counts, not only canaries, so that a link on which
 * much waits is slow and not deaf. Pure; on the cluster thread.
 */
final class Hearing {

    private final int limit;
    private long received;
    private int silent;
    private long heard = Frame.Canary.NOT_SAID;
    private boolean said;
    private boolean advanced = true;
    private int unheard;

    /** @param limit after how many beats without a message a link counts as deaf */
    Hearing(int limit) {
        this.limit = limit;
    }

    /** The other node says how many messages of this one it has got. */
    void said(long count) {
        if (count == Frame.Canary.NOT_SAID) {
            // A node of an older version does not say.
            return;
        }
        said = true;
        advanced |= count != heard;
        heard = count;
    }

    /**
     * A beat of this node, which sends the other one a message.
     *
     * @param receivedNow how many messages have come from the other node so far
     */
    void beat(long receivedNow) {
        silent = receivedNow == received ? silent + 1 : 0;
        received = receivedNow;
        if (advanced) {
            unheard = 0;
        } else if (said) {
            unheard++;
        }
        said = false;
        advanced = false;
    }

    Optional<Deafness> deafness() {
        if (silent >= limit) {
            return Optional.of(Deafness.NOTHING_COMES);
        }
        return unheard >= limit ? Optional.of(Deafness.NOTHING_ARRIVES) : Optional.empty();
    }
}
