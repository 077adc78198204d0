package org.carotene.transport.lane;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carotene.channel.LaneSubscriptions;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.transport.frame.DeflatedFormat;
import org.carotene.transport.frame.WebSocketFrame;
import org.carotene.transport.ring.SendBatch;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a lane at its subscribers' sockets; the same object serves round after round.
 *
 * <p>It gathers the publications that have been offered into one {@link Segment} for each channel, lays the frames of
 * each segment one behind the other, once for each protocol in use, and lets every connection concerned write <em>the
 * same bytes</em> with one call. At rest a round holds one publication; under load it holds many, and a delivery then
 * costs a copy in the kernel. Nothing is allocated, queued or locked for a delivery.
 *
 * <p>All of it on the lane's thread.
 */
public final class Round {

    /** Frame bytes that a round takes on before it leaves the rest to the next one. */
    public static final int MAX_BYTES = 256 * 1024;

    /** What a frame has beside the publication's own weight, about. */
    private static final int FRAME_OVERHEAD_BYTES = 80;

    /** Buffers that one gathering write passes to the system. */
    private static final int MAX_VIEWS = 8;

    private final List<Segment> segments = new ArrayList<>();
    private int used;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_BYTES);
    private int bytes;

    // Connections concerned, and for each a chain of links to its segments: first in the connection, the rest here.
    private @Nullable LaneOutbound[] touched = new LaneOutbound[64];
    private int touchedCount;
    private int[] linkSegment = new int[64];
    private int[] linkNext = new int[64];
    private int links;

    // Views of the buffer, and arrays of each length to hand them over in, so that a delivery allocates neither.
    private final ByteBuffer[] views = new ByteBuffer[MAX_VIEWS];
    private final ByteBuffer[][] arrays = new ByteBuffer[MAX_VIEWS + 1][];
    private int next = -1;
    private final SendBatch sends;
    private final RoundFigures figures = new RoundFigures();

    /** Counts rounds that hold something; wraps around. */
    private int number = 1;

    /**
     * @param sends what connections may write with while they take
     */
    Round(SendBatch sends) {
        this.sends = sends;
        for (int length = 0; length <= MAX_VIEWS; length++) {
            arrays[length] = new ByteBuffer[length];
        }
        renewViews();
    }

    /** Whether another publication fits. */
    boolean hasRoom() {
        return bytes < MAX_BYTES;
    }

    void add(LaneSubscriptions subscriptions, Publication publication) {
        int index = subscriptions.mark();
        if (index < 0) {
            index = used++;
            if (index == segments.size()) {
                segments.add(new Segment());
            }
            subscriptions.mark(index);
            segments.get(index).begin(subscriptions);
            if (subscriptions.isAgainIn(number)) {
                figures.again += subscriptions.size();
            }
        }
        segments.get(index).add(publication);
        bytes += publication.weight() + FRAME_OVERHEAD_BYTES;
    }

    /** Writes to everybody concerned, and leaves the round empty, whatever happens. */
    void deliver() {
        if (used == 0) {
            return;
        }
        long begun = System.nanoTime();
        try {
            if (used == 1) {
                deliverOnly(segments.get(0));
            } else {
                deliverGathered();
            }
        } finally {
            try {
                sends.flush();
            } finally {
                clear();
                number++;
                figures.nanos += System.nanoTime() - begun;
            }
        }
    }

    /** What it has come to over all rounds. */
    RoundFigures figures() {
        return figures;
    }

    /** So many deliveries went to nobody's socket. */
    void notDelivered(int publications) {
        figures.deliveries -= publications;
    }

    // One channel alone: nothing to gather, so its connections are walked once, while what they touch is in the caches.
    private void deliverOnly(Segment segment) {
        LaneSubscriptions subscriptions = segment.subscriptions();
        int size = subscriptions.size();
        int publications = segment.publications().size();
        figures.deliveries += (long) size * publications;
        figures.writes += size;
        linkSegment[0] = 0;
        linkNext[0] = -1;
        for (int i = 0; i < size; i++) {
            LaneOutbound outbound = outbound(subscriptions, i);
            outbound.delivered += publications;
            outbound.take(this, 0);
        }
    }

    private void deliverGathered() {
        for (int i = 0; i < used; i++) {
            touchSubscribersOf(i);
        }
        figures.writes += touchedCount;
        for (int i = 0; i < touchedCount; i++) {
            LaneOutbound outbound = touched[i];
            outbound.take(this, outbound.firstLink);
        }
    }

    private void touchSubscribersOf(int index) {
        Segment segment = segments.get(index);
        LaneSubscriptions subscriptions = segment.subscriptions();
        int size = subscriptions.size();
        int publications = segment.publications().size();
        for (int i = 0; i < size; i++) {
            LaneOutbound outbound = outbound(subscriptions, i);
            outbound.delivered += publications;
            touch(outbound, index);
        }
        figures.deliveries += (long) size * publications;
    }

    // Whoever subscribes on a lane is a connection of it.
    private static LaneOutbound outbound(LaneSubscriptions subscriptions, int index) {
        return (LaneOutbound) subscriptions.at(index).subscriber();
    }

    private void touch(LaneOutbound outbound, int segment) {
        int link = links++;
        if (link == linkSegment.length) {
            linkSegment = Arrays.copyOf(linkSegment, link * 2);
            linkNext = Arrays.copyOf(linkNext, link * 2);
        }
        linkSegment[link] = segment;
        linkNext[link] = -1;
        if (outbound.firstLink < 0) {
            outbound.firstLink = link;
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, touchedCount * 2);
            }
            touched[touchedCount++] = outbound;
        } else {
            linkNext[outbound.lastLink] = link;
        }
        outbound.lastLink = link;
    }

    /** The link behind that one of the same connection, -1 behind the last. */
    public int nextLink(int link) {
        return linkNext[link];
    }

    /** What the segment of that link holds. */
    public List<Publication> publications(int link) {
        return segments.get(linkSegment[link]).publications();
    }

    /**
     * The bytes of up to {@value #MAX_VIEWS} segments for one connection, as views of the round's buffer; both the array
     * and the views are good until the next call. Segments that lie side by side share a view.
     */
    public ByteBuffer[] framesFrom(int link, PublicationFormat format) {
        for (int at = link; at >= 0; at = linkNext[at]) {
            layOnce(segments.get(linkSegment[at]), format);
        }
        int count = 0;
        int end = -1;
        int at = link;
        while (at >= 0) {
            Segment segment = segments.get(linkSegment[at]);
            int start = segment.start(format);
            if (start != end && count == MAX_VIEWS) {
                break;
            }
            ByteBuffer view = start == end ? views[count - 1] : views[count++];
            if (start != end) {
                view.limit(segment.end(format)).position(start);
            }
            end = segment.end(format);
            view.limit(end);
            at = linkNext[at];
        }
        next = at;
        System.arraycopy(views, 0, arrays[count], 0, count);
        return arrays[count];
    }

    /** The link behind the last one that {@link #framesFrom} has covered, -1 when all are covered. */
    public int nextAfterFrames() {
        return next;
    }

    /** The bytes of one segment apart from the round's buffer: one copy for all who keep them for later. */
    public ByteBuffer keptFrames(int link, PublicationFormat format) {
        Segment segment = segments.get(linkSegment[link]);
        byte[] kept = segment.kept(format);
        if (kept == null) {
            layOnce(segment, format);
            kept = new byte[segment.end(format) - segment.start(format)];
            buffer.get(segment.start(format), kept);
            segment.keep(format, kept);
        }
        return ByteBuffer.wrap(kept);
    }

    private void layOnce(Segment segment, PublicationFormat format) {
        if (segment.isLaid(format)) {
            return;
        }
        int from = buffer.position();
        List<Publication> publications = segment.publications();
        for (int i = 0; i < publications.size(); i++) {
            lay(publications.get(i).encoded(format), format);
        }
        segment.laid(format, from, buffer.position());
    }

    private void lay(byte[] encoded, PublicationFormat format) {
        makeRoom(WebSocketFrame.textFrameBytes(encoded.length));
        // What is compressed is a whole frame already: only who has made it knows whether it became shorter.
        if (!(format instanceof DeflatedFormat)) {
            WebSocketFrame.putTextHeader(buffer, encoded.length);
        }
        buffer.put(encoded);
    }

    private void makeRoom(int frameBytes) {
        if (buffer.remaining() < frameBytes) {
            int needed = buffer.position() + frameBytes;
            ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(needed, buffer.capacity() * 2));
            buffer = larger.put(buffer.flip());
            renewViews();
        }
    }

    private void renewViews() {
        for (int i = 0; i < MAX_VIEWS; i++) {
            views[i] = buffer.duplicate();
        }
    }

    // In a finally of its own making: segments that outlive their round would point into a buffer that is used again.
    private void clear() {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].firstLink = -1;
            touched[i].lastLink = -1;
        }
        Arrays.fill(touched, 0, touchedCount, null);
        touchedCount = 0;
        links = 0;
        for (int i = 0; i < used; i++) {
            segments.get(i).clear();
        }
        used = 0;
        bytes = 0;
        buffer.clear();
        if (buffer.capacity() > 4 * MAX_BYTES) {
            buffer = ByteBuffer.allocateDirect(MAX_BYTES);
            renewViews();
        }
    }
}
