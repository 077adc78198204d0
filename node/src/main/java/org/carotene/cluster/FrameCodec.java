package org.carotene.cluster;

import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;

/**
 * The bytes of a message between nodes.
 *
 * <pre>
 *   message  = version (1 byte) frame*
 *   frame    = kind (1 byte) length of the body (4 bytes) body
 * </pre>
 *
 * <p>So that nodes of different versions get along: a kind that a reader does not know is skipped, what follows the
 * known fields of a body is ignored, and only a change that neither can express takes a new {@link WireVersion}.
 *
 * <p>One writer for each sending thread; {@link #read} is free of state.
 */
final class FrameCodec implements Frame.Visitor {

    private static final int ANONYMOUS = 0;
    private static final int USER = 1;
    private static final int SERVER = 2;

    private final int version;
    private final FrameWriter out = new FrameWriter();

    /** @param version to write; one that the receiver reads */
    FrameCodec(int version) {
        this.version = version;
    }

    /** The size of the message so far. */
    int size() {
        return out.size();
    }

    /** Adds a frame to the message. */
    void add(Frame frame) {
        if (out.size() == 0) {
            out.byteOf(version);
        }
        out.byteOf(frame.kind().code());
        int length = out.size();
        out.intOf(0);
        frame.show(this);
        out.patch(length, out.size() - length - 4);
    }

    /** The message; the next frame starts another one. */
    byte[] message() {
        return out.message();
    }

    /** Forgets the frames of a message that will not be sent. */
    void clear() {
        out.clear();
    }

    @Override
    public void publication(Frame.Publish frame) {
        Publication publication = frame.publication();
        Publisher publisher = publication.publisher();
        if (publisher instanceof Publisher.User user) {
            out.byteOf(USER);
            out.text(user.id());
            out.blob(user.data().utf8());
        } else {
            out.byteOf(publisher instanceof Publisher.Server ? SERVER : ANONYMOUS);
        }
        out.text(publication.channel().value());
        out.blob(publication.payload().utf8());
    }

    @Override
    public void interest(Frame.Interest frame) {
        out.number(frame.incarnation());
        out.number(frame.sequence());
        out.number(frame.changes().size());
        for (Frame.Change change : frame.changes()) {
            out.byteOf(change.wanted() ? 1 : 0);
            out.text(change.channel().value());
        }
    }

    @Override
    public void snapshot(Frame.Snapshot frame) {
        out.number(frame.incarnation());
        out.number(frame.sequence());
        out.number(frame.from());
        out.number(frame.total());
        out.number(frame.channels().size());
        for (ChannelName channel : frame.channels()) {
            out.text(channel.value());
        }
    }

    @Override
    public void snapshotRequest(Frame.SnapshotRequest frame) {
        // The kind says it all.
    }

    @Override
    public void canary(Frame.Canary frame) {
        out.number(frame.incarnation());
        out.number(frame.sequence());
        out.number(frame.sentMillis());
        if (frame.heard() != Frame.Canary.NOT_SAID) {
            out.number(frame.heard());
        }
    }

    @Override
    public void question(Frame.Question frame) {
        out.number(frame.id());
        out.number(frame.service());
        out.blob(frame.body().array());
    }

    @Override
    public void answer(Frame.Answer frame) {
        out.number(frame.id());
        out.byteOf(frame.outcome().code());
        out.blob(frame.body().array());
    }

    /**
     * Shows the frames of a message to the visitor, in their order.
     *
     * @return how many frames were of a kind that this node does not know
     * @throws UnknownVersionException if the message is of a version that this node does not read; the visitor has seen nothing
     * @throws MalformedFrameException if the bytes make no sense; the visitor has seen the frames before them
     */
    static int read(byte[] message, Frame.Visitor visitor) {
        FrameReader in = new FrameReader(message);
        int version = in.byteOf();
        if (!WireVersion.isRead(version)) {
            throw new UnknownVersionException(version);
        }
        int unknown = 0;
        while (in.hasMore()) {
            int code = in.byteOf();
            FrameReader body = in.part(in.intOf());
            if (Frame.Kind.isKnown(code)) {
                frame(Frame.Kind.of(code), body).show(visitor);
            } else {
                unknown++;
            }
        }
        return unknown;
    }

    private static Frame frame(Frame.Kind kind, FrameReader in) {
        return switch (kind) {
            case PUBLICATION -> publication(in);
            case INTEREST -> new Frame.Interest(in.number(), in.number(), changes(in));
            case SNAPSHOT -> new Frame.Snapshot(in.number(), in.number(), count(in), count(in), channels(in));
            case SNAPSHOT_REQUEST -> new Frame.SnapshotRequest();
            case CANARY -> canary(in);
            case QUESTION -> new Frame.Question(in.number(), count(in), new Bytes(in.blob()));
            case ANSWER -> new Frame.Answer(in.number(), Frame.Outcome.of(in.byteOf()), new Bytes(in.blob()));
        };
    }

    private static Frame publication(FrameReader in) {
        int kind = in.byteOf();
        Publisher publisher = switch (kind) {
            case ANONYMOUS -> Publisher.ANONYMOUS;
            case SERVER -> Publisher.SERVER;
            case USER -> new Publisher.User(in.text(), new Json(in.blob()));
            default -> throw new MalformedFrameException("publisher: " + kind + " (expected: 0..2)");
        };
        return new Frame.Publish(new Publication(channel(in), new Json(in.blob()), publisher));
    }

    private static Frame canary(FrameReader in) {
        return new Frame.Canary(
                in.number(), in.number(), in.number(), in.hasMore() ? in.number() : Frame.Canary.NOT_SAID);
    }

    private static List<Frame.Change> changes(FrameReader in) {
        int count = count(in);
        List<Frame.Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean wanted = in.byteOf() == 1;
            changes.add(new Frame.Change(channel(in), wanted));
        }
        return changes;
    }

    private static List<ChannelName> channels(FrameReader in) {
        int count = count(in);
        List<ChannelName> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            channels.add(channel(in));
        }
        return channels;
    }

    private static ChannelName channel(FrameReader in) {
        String name = in.text();
        try {
            return new ChannelName(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException(String.valueOf(e.getMessage()));
        }
    }

    private static int count(FrameReader in) {
        long count = in.number();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new MalformedFrameException("count: " + count + " (expected: 0.." + Integer.MAX_VALUE + ")");
        }
        return (int) count;
    }
}
