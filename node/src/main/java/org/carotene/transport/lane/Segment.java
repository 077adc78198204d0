package org.carotene.transport.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carotene.channel.LaneSubscriptions;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.jspecify.annotations.Nullable;

/** What one round holds for one channel, and where its frames lie in the round's buffer once they have been laid. */
final class Segment {

    private final List<Publication> publications = new ArrayList<>();
    private final int[] start = new int[Publication.FORMATS];
    private final int[] end = new int[Publication.FORMATS];
    private final byte[] @Nullable [] kept = new byte[Publication.FORMATS] @Nullable [];
    private @Nullable LaneSubscriptions subscriptions;

    void begin(LaneSubscriptions there) {
        subscriptions = there;
    }

    void add(Publication publication) {
        publications.add(publication);
    }

    List<Publication> publications() {
        return publications;
    }

    LaneSubscriptions subscriptions() {
        if (subscriptions == null) {
            throw new IllegalStateException("segment: without a channel (expected: begun)");
        }
        return subscriptions;
    }

    boolean isLaid(PublicationFormat format) {
        return end[format.ordinal()] > 0;
    }

    void laid(PublicationFormat format, int from, int to) {
        start[format.ordinal()] = from;
        end[format.ordinal()] = to;
    }

    int start(PublicationFormat format) {
        return start[format.ordinal()];
    }

    int end(PublicationFormat format) {
        return end[format.ordinal()];
    }

    /** Its frames apart from the round's buffer, for all who cannot take them at once; null as long as nobody has asked. */
    byte @Nullable [] kept(PublicationFormat format) {
        return kept[format.ordinal()];
    }

    void keep(PublicationFormat format, byte[] frames) {
        kept[format.ordinal()] = frames;
    }

    void clear() {
        if (subscriptions != null) {
            subscriptions.mark(-1);
            subscriptions = null;
        }
        publications.clear();
        Arrays.fill(end, 0);
        Arrays.fill(kept, null);
    }
}
