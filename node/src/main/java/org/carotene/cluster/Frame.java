package org.carotene.cluster;

import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Publication;

/**
 * What one node says to another; a message between nodes holds one or many.
 *
 * <p>Records of this node only: {@link FrameCodec} turns them into bytes, which is all that Ignite sees. An
 * {@code incarnation} is the sender's order in the cluster, so that nothing said by a node's former self is believed of
 * its present one.
 */
sealed interface Frame {

    Kind kind();

    /** About what it costs to keep, in bytes. */
    int weight();

    /** Calls the visitor's method for this kind of frame. */
    void show(Visitor visitor);

    /** The kinds, with the codes that cross the wire (never renumbered) and their names in the metrics. */
    enum Kind {
        PUBLICATION(1, "publication"),
        INTEREST(2, "interest"),
        SNAPSHOT(3, "snapshot"),
        SNAPSHOT_REQUEST(4, "snapshot_request"),
        CANARY(5, "canary"),
        QUESTION(6, "question"),
        ANSWER(7, "answer");

        private static final Kind[] ALL = values();

        private final int code;
        private final String label;

        Kind(int code, String label) {
            this.code = code;
            this.label = label;
        }

        int code() {
            return code;
        }

        String label() {
            return label;
        }

        static boolean isKnown(int code) {
            return code >= 1 && code <= ALL.length;
        }

        static Kind of(int code) {
            return ALL[code - 1];
        }
    }

    /** One method for each kind. */
    interface Visitor {
        void publication(Publish frame);

        void interest(Interest frame);

        void snapshot(Snapshot frame);

        void snapshotRequest(SnapshotRequest frame);

        void canary(Canary frame);

        void question(Question frame);

        void answer(Answer frame);
    }

    /** A publication for the subscribers of its channel. */
    record Publish(Publication publication) implements Frame {

        @Override
        public Kind kind() {
            return Kind.PUBLICATION;
        }

        @Override
        public int weight() {
            return 64 + publication.weight();
        }

        @Override
        public void show(Visitor visitor) {
            visitor.publication(this);
        }
    }

    /** A channel got its first or lost its last subscriber on the sending node. */
    record Change(ChannelName channel, boolean wanted) {}

    /** The sender's changes of interest; {@code sequence} counts these frames, one by one. */
    record Interest(long incarnation, long sequence, List<Change> changes) implements Frame {

        @Override
        public Kind kind() {
            return Kind.INTEREST;
        }

        @Override
        public int weight() {
            return 64 + 64 * changes.size();
        }

        @Override
        public void show(Visitor visitor) {
            visitor.interest(this);
        }
    }

    /**
     * A part of all the channels that the sender is interested in after its change number {@code sequence}.
     *
     * @param from how many channels the parts before this one hold
     * @param total how many channels all parts hold
     */
    record Snapshot(long incarnation, long sequence, int from, int total, List<ChannelName> channels) implements Frame {

        @Override
        public Kind kind() {
            return Kind.SNAPSHOT;
        }

        @Override
        public int weight() {
            return 64 + 16 * channels.size();
        }

        @Override
        public void show(Visitor visitor) {
            visitor.snapshot(this);
        }
    }

    /** The sender does not know what the receiver is interested in. */
    record SnapshotRequest() implements Frame {

        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_REQUEST;
        }

        @Override
        public int weight() {
            return 32;
        }

        @Override
        public void show(Visitor visitor) {
            visitor.snapshotRequest(this);
        }
    }

    /**
     * A sign of life each second that takes the way of the publications.
     *
     * @param sequence the number of the sender's latest {@link Interest}
     * @param sentMillis the sender's clock
     * @param heard how many messages of the receiver the sender has got, or {@link #NOT_SAID} by an older version
     */
    record Canary(long incarnation, long sequence, long sentMillis, long heard) implements Frame {

        static final long NOT_SAID = -1;

        Canary(long incarnation, long sequence, long sentMillis) {
            this(incarnation, sequence, sentMillis, NOT_SAID);
        }

        @Override
        public Kind kind() {
            return Kind.CANARY;
        }

        @Override
        public int weight() {
            return 64;
        }

        @Override
        public void show(Visitor visitor) {
            visitor.canary(this);
        }
    }

    /** A question about a service; 0 is the bus itself, which answers at once. */
    record Question(long id, int service, Bytes body) implements Frame {

        @Override
        public Kind kind() {
            return Kind.QUESTION;
        }

        @Override
        public int weight() {
            return 64 + body.length();
        }

        @Override
        public void show(Visitor visitor) {
            visitor.question(this);
        }
    }

    /** How a question was answered; the codes cross the wire. */
    enum Outcome {
        DONE(0),
        /** The body says why. */
        FAILED(1),
        /** The body is the number of the service. */
        UNKNOWN_SERVICE(2);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Outcome of(int code) {
            return switch (code) {
                case 0 -> DONE;
                case 1 -> FAILED;
                case 2 -> UNKNOWN_SERVICE;
                default -> throw new MalformedFrameException("outcome: " + code + " (expected: 0..2)");
            };
        }
    }

    /** What a node answers to the question of that id. */
    record Answer(long id, Outcome outcome, Bytes body) implements Frame {

        @Override
        public Kind kind() {
            return Kind.ANSWER;
        }

        @Override
        public int weight() {
            return 64 + body.length();
        }

        @Override
        public void show(Visitor visitor) {
            visitor.answer(this);
        }
    }
}
