package org.carotene.cluster;

import java.util.HashSet;
import java.util.Set;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * How far this node has followed another's announcements of interest.
 *
 * <p>Pure, on the cluster thread. The other node numbers its announcements, and sends them, its canaries and the parts of
 * a snapshot one behind the other on one ordered way; so whatever is not the next in the row means that something was
 * lost, and from then on the other's interest is in doubt until a whole snapshot has come.
 */
final class RemoteInterest {

    /** What follows from a frame. */
    enum Verdict {
        /** Nothing: it belongs to a former self of the node, or says what is known, or is a part of a snapshot. */
        NOTHING,
        /** The changes are the next ones: make them. */
        APPLY,
        /** The snapshot is whole: {@link #snapshot()}. */
        REPLACE,
        /** All that is known is up to date. */
        SETTLED,
        /** Something was lost: send the node everything, and ask for a snapshot. */
        DOUBT
    }

    private final long incarnation;
    private boolean known;
    private long sequence;
    private @Nullable Set<ChannelName> parts;
    private long partsSequence;
    private Set<ChannelName> snapshot = Set.of();

    RemoteInterest(long incarnation) {
        this.incarnation = incarnation;
    }

    boolean isKnown() {
        return known;
    }

    Verdict changed(Frame.Interest frame) {
        if (frame.incarnation() != incarnation || !known) {
            parts = null;
            return Verdict.NOTHING;
        }
        if (frame.sequence() <= sequence) {
            return Verdict.NOTHING;
        }
        if (frame.sequence() != sequence + 1) {
            return doubt();
        }
        sequence++;
        return Verdict.APPLY;
    }

    Verdict part(Frame.Snapshot frame) {
        if (frame.incarnation() != incarnation) {
            return Verdict.NOTHING;
        }
        if (frame.from() == 0) {
            parts = new HashSet<>();
            partsSequence = frame.sequence();
        }
        Set<ChannelName> collected = parts;
        if (collected == null || frame.sequence() != partsSequence || frame.from() != collected.size()) {
            parts = null;
            return Verdict.NOTHING;
        }
        collected.addAll(frame.channels());
        return collected.size() < frame.total() ? Verdict.NOTHING : whole(collected);
    }

    Verdict canary(Frame.Canary frame) {
        if (frame.incarnation() != incarnation) {
            return Verdict.NOTHING;
        }
        return known && frame.sequence() == sequence ? Verdict.SETTLED : doubt();
    }

    /** All channels of the last whole snapshot, given out once. */
    Set<ChannelName> snapshot() {
        Set<ChannelName> given = snapshot;
        snapshot = Set.of();
        return given;
    }

    private Verdict whole(Set<ChannelName> collected) {
        snapshot = collected;
        sequence = partsSequence;
        known = true;
        parts = null;
        return Verdict.REPLACE;
    }

    private Verdict doubt() {
        known = false;
        parts = null;
        return Verdict.DOUBT;
    }
}
